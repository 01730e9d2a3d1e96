/** Remembers which texts were live tokens, so that a known one is decided without the database. */
import { refused } from '@latchkey/tokens'
import type { TokenCredential } from '../access/index.ts'
import { type Clock, sha256 } from '../host/index.ts'
import type { Epoch } from '../storage/index.ts'
import type { Credentials } from './credentials.ts'
import { createMemory, type Remembering } from './memory.ts'

export interface RememberOptions {
  readonly epoch: Epoch
  readonly clock: Clock
}

/**
 * The same credentials, with a memory before them. Only what was live is remembered, under the SHA-256 of the exact
 * text: no two texts share an entry, and the memory holds nothing that could be presented. A refusal is always news.
 */
export function rememberCredentials(
  credentials: Credentials,
  { epoch, clock }: RememberOptions,
): Credentials & Remembering {
  const memory = createMemory<TokenCredential>(epoch)
  return {
    ...credentials,
    memory,
    async authenticate(presented, from) {
      if (presented === undefined) return credentials.authenticate(presented, from)
      const name = sha256(presented.secret.expose())
      const known = memory.recall(name)
      if (known !== undefined && !isOver(known, clock.now())) {
        credentials.use(known, from)
        return known
      }
      const keep = memory.beforeLookup()
      const found = await credentials.authenticate(presented, from)
      if (!refused(found) && found.kind === 'token') keep(name, found)
      return found
    },

    async introspect(secret) {
      const name = sha256(secret.expose())
      const known = memory.recall(name)
      if (known !== undefined && !isOver(known, clock.now())) return known
      const keep = memory.beforeLookup()
      const found = await credentials.introspect(secret)
      if (!refused(found)) keep(name, found)
      return found
    },
  }
}

/** The end of the key or login. Those in the text are caveats, which every decision clears again. */
function isOver({ expiresAt }: TokenCredential, now: number): boolean {
  return expiresAt !== undefined && expiresAt <= now
}
