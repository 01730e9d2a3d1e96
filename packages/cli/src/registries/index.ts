/**
 * Which registry and account a command is about, and a client for it.
 *
 * 1. Every command resolves credentials through this one client: what is printed, is what is used.
 * 2. What is kept beside the credentials holds no secret, and is replaced as a whole, by one process at a time.
 *
 *     const open = await openRegistry(desk, { registry, account })
 *     if (refused(open)) return open
 *     const keys = await callApi(open, { path: 'api/v1/keys' })
 */
export { callApi, type Question } from './call-api.ts'
export { callbacksAt } from './callbacks.ts'
export { type Asked, accountAmong, chooseRegistry } from './choose.ts'
export { type AtHand, type CredentialFor, credentialAtHand } from './credential-at-hand.ts'
export {
  atRegistry,
  clientFor,
  type Keepings,
  type OpenRegistry,
  openKeepings,
  openRegistry,
} from './open-registry.ts'
export { asWord, registryAddress } from './registry-address.ts'
export { atSameRegistry } from './same-registry.ts'
export {
  type Chosen,
  changeSettings,
  isSameLogin,
  readSettings,
  type Settings,
  writeSettings,
} from './settings.ts'
export { typedFor } from './typed-for.ts'
