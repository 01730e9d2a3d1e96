/** What Latchkey's server and clients both speak. Pure: no clock, no I/O. */
export { isRole, type Role, roles, roleWithin } from './role.ts'
export { Secret } from './secret.ts'
