/** What Latchkey's server and clients both speak. Pure: no clock, no I/O. */
export { type CarrierCode, type PresentedCredential, readCarrier } from './carrier.ts'
export {
  decodeTerm,
  encodeTerm,
  type Term,
  type TermCode,
  type TermInput,
  type TermLimits,
  type TermMap,
} from './erlang/index.ts'
export { isRole, type Role, roles, roleWithin } from './role.ts'
export {
  expandScopes,
  formatScopes,
  type Presenter,
  parseScopes,
  type Scope,
  scopesToAllow,
} from './scopes.ts'
export { Secret } from './secret.ts'
export { withoutSlashesAtEnd } from './without-slashes-at-end.ts'
