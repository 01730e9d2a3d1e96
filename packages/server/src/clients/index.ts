/**
 * The programs that may ask an account to let them in: some are built in, the others an administrator made.
 *
 * 1. Nobody is sent anywhere but to a redirect URI that was registered, character for character; of a loopback address
 *    the port alone may differ (RFC 8252, section 7.3).
 * 2. A public client has no secret, since every copy of it would hold the same; a confidential one's is shown once and
 *    stored as its SHA-256.
 * 3. Clients of one ecosystem ask for no other: what they may do ends where it does.
 * 4. Who removes a client ends every login of it.
 *
 *     const clients = createClients({ store, clock, random, endLogins: logins.endAllOfClient })
 *     const client = await clients.find('latchkey')
 *     const known = await clients.authenticate(id, secret)
 *     if (client && matchesRedirect(client, uri)) ...
 */
export { type Client, mayAskFor } from './client.ts'
export {
  type Clients,
  type ClientsOptions,
  createClients,
  type EndLogins,
  isKnown,
} from './clients.ts'
export type { NewClient } from './new-client.ts'
export { preconfigured } from './preconfigured.ts'
export { matchesRedirect } from './redirect-uri.ts'
