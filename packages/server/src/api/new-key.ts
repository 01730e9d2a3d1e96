/** From the body that makes a key to what the room of keys takes. */
import type { z } from '@hono/zod-openapi'
import { type Refusal, refused } from '@latchkey/tokens'
import { type CreateKeyInput, keyCaveats } from '../keys/index.ts'
import type { newKeySchema } from './schemas.ts'

/** The part that a person's and an organization's keys share. Who owns and makes it never comes from the body. */
export function readNewKey(
  body: z.output<typeof newKeySchema>,
): Pick<CreateKeyInput, 'name' | 'caveats' | 'expiresAt'> | Refusal {
  const caveats = keyCaveats({ allow: body.may, ...(body.networks && { networks: body.networks }) })
  if (refused(caveats)) return caveats
  const { expires_at: expires } = body
  const expiresAt = typeof expires === 'number' ? expires * 1000 : expires
  return { name: body.name, caveats, ...(expiresAt !== undefined && { expiresAt }) }
}
