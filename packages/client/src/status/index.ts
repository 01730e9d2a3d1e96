/**
 * Asks the registry whose a credential is.
 *
 * 1. Asked each time; nothing is remembered.
 * 2. A credential that was refused shows nothing of whom it stood for; where there is none, nobody is asked.
 * 3. Unreachable is an error, and not a no.
 * 4. No token is part of an answer.
 *
 *     const status = await askStatus(await resolve())
 *     if (!refused(status) && status.authenticated) console.log(status.identity?.name)
 */
export type { Identity, Organization } from './identity.ts'
export { type AskStatus, createAskStatus, type Status } from './status.ts'
