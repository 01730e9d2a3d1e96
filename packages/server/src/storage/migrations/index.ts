/**
 * The schema's history, oldest first. To change the schema: a file here, a line below, the types in `schema.ts`, and
 * `npm run fixture`.
 */
import { ground } from './0001-ground.ts'
import { loggingIn } from './0002-logging-in.ts'
import { hex } from './0003-hex.ts'
import { verifiedEmail } from './0004-verified-email.ts'
import { passkeys } from './0005-passkeys.ts'
import { mailedInvitations } from './0006-mailed-invitations.ts'
import { keysInOrder } from './0007-keys-in-order.ts'
import type { Migration } from './migration.ts'

export const migrations: readonly Migration[] = [
  ground,
  loggingIn,
  hex,
  verifiedEmail,
  passkeys,
  mailedInvitations,
  keysInOrder,
]
