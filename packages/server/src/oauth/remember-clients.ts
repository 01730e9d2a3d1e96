/** Remembers which secrets were clients', so that a gateway that asks about each request costs no look-up. */
import { refused } from '@latchkey/tokens'
import type { Client, Clients } from '../clients/index.ts'
import type { Memory } from '../credentials/index.ts'
import { sha256 } from '../host/index.ts'

/** Only what was right is remembered, under its SHA-256, until something is narrowed: removing a client does. */
export function rememberClients<Room extends Pick<Clients, 'authenticate'>>(
  clients: Room,
  memory: Memory<Client>,
): Room {
  return {
    ...clients,
    async authenticate(id, secret) {
      const name = sha256(`${id} ${secret.expose()}`)
      const known = memory.recall(name)
      if (known !== undefined) return known
      const keep = memory.beforeLookup()
      const client = await clients.authenticate(id, secret)
      if (!refused(client)) keep(name, client)
      return client
    },
  }
}
