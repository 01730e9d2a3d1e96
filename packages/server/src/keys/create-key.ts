/** Making a key: everything that must hold before its row is written. */
import type { Role, Secret } from '@latchkey/protocol'
import { type Caveat, type Refusal, refuse, refused, writeCaveats } from '@latchkey/tokens'
import { causeOf } from '../audit/index.ts'
import { type Clock, newId, type RandomBytes } from '../host/index.ts'
import type { KeysTable, Store, Writer } from '../storage/index.ts'
import {
  accountOf,
  covers,
  judgeIn,
  type KeysChangedBy,
  type NamedOwner,
  objectionToMaker,
  ownerNotAllowed,
} from './authority.ts'
import { organizationName } from './find.ts'
import { type Key, type KeyOwner, readKey } from './key.ts'
import { recordKeyEvent, restrictionsOf } from './key-events.ts'
import { objectionToName, readKeyName } from './key-name.ts'
import { expiryWithin, longestLife } from './longest-life.ts'
import type { MintingKey } from './master-key-entries.ts'
import { objectionToMinting } from './master-key-states.ts'
import type { MasterKeys } from './master-keys.ts'
import { mintKeyText } from './mint.ts'
import { tellKeyCreated } from './notices/tell-done.ts'
import { canWrite, heldTo, objectionTo } from './restrictions.ts'

export interface CreateKeyInput {
  readonly owner: KeyOwner
  /** 1 to 100 characters, unlike those of the owner's other live keys. */
  readonly name: string
  /** What it may do: at least one `allow`. See `keyCaveats`. */
  readonly caveats: readonly Caveat[]
  /** Of an organization's key: its role for good, no higher than its maker's. A person's key has none. */
  readonly role?: Role
  /** Milliseconds since 1970, or said outright: never. By default 90 days where it can write, else as long as it may. */
  readonly expiresAt?: number | 'never'
  readonly by: KeysChangedBy
}

export interface CreatedKey {
  readonly key: Key
  /** Shown once. */
  readonly token: Secret
}

export interface CreateKeyContext {
  readonly store: Store
  readonly clock: Clock
  readonly random: RandomBytes
  readonly masterKeys: MasterKeys
  /** The public origin; its host is the token's location. */
  readonly origin: string
  /** The prefix of the token's text. */
  readonly prefix?: string
}

const ninetyDays = 90 * 24 * 60 * 60 * 1000

export async function createKey(
  context: CreateKeyContext,
  input: CreateKeyInput,
): Promise<CreatedKey | Refusal> {
  const { store, clock, random, masterKeys } = context
  const now = clock.now()
  const name = readKeyName(input.name)
  if (refused(name)) return name
  const { minting } = masterKeys
  const row: Unmade = {
    id: newId(random),
    kid: minting.kid,
    owner_kind: input.owner.kind,
    owner_id: input.owner.id,
    name,
    role: input.role ?? null,
    created_at: now,
    expires_at: null,
    ...{ revoked_at: null, revoked_by: null },
    ...{ last_used_at: null, last_used_address: null, last_used_client: null, replaced_by: null },
  }
  const inserted = await store.write(transaction => insertKey(transaction, context, row, input))
  if (refused(inserted)) return inserted
  return { key: inserted, token: textOf(context, minting, row.id) }
}

/** The text of the key with that row, which names the master key. */
export function textOf({ origin, prefix }: CreateKeyContext, minting: MintingKey, id: string): Secret {
  const location = new URL(origin).host
  return mintKeyText({ minting, id, location, ...(prefix && { prefix }) })
}

/** Before it is known who makes it, and what that holds it to. */
type Unmade = Omit<KeysTable, 'caveats' | 'created_by'>

async function insertKey(
  transaction: Writer,
  context: CreateKeyContext,
  unmade: Unmade,
  input: CreateKeyInput,
): Promise<Key | Refusal> {
  const { owner, role, caveats } = input
  const by = await judgeIn(transaction, input.by)
  if (refused(by)) return by
  const held = heldTo(by, caveats)
  if (refused(held)) return held
  const row: KeysTable = { ...unmade, caveats: writeCaveats(held), created_by: accountOf(by) }
  const organization =
    owner.kind === 'organization' ? await organizationName(transaction, owner.id) : undefined
  const named: NamedOwner = { owner, organization, role }
  if (!covers(by, named)) return ownerNotAllowed
  const objection =
    (await objectionToMaker(transaction, by, named)) ??
    (await objectionToMinting(transaction, row.kid)) ??
    objectionToRole(owner, role) ??
    objectionTo(caveats, organization) ??
    (await objectionToName(transaction, readKey(row), row.created_at))
  if (objection !== undefined) return objection
  const expiresAt = expiryWithin(await longestLife(transaction, { owner, caveats }), {
    asked: input.expiresAt,
    otherwise: canWrite(caveats) ? row.created_at + ninetyDays : Number.POSITIVE_INFINITY,
    now: row.created_at,
  })
  if (refused(expiresAt)) return expiresAt
  const finished = { ...row, expires_at: expiresAt }
  await transaction.insertInto('keys').values(finished).execute()
  const key = readKey(finished)
  const [cause, now] = [causeOf(by), row.created_at]
  await recordKeyEvent(transaction, 'key.created', key, { cause, at: now, details: restrictionsOf(key) })
  await tellKeyCreated(transaction, context, { key, cause, now })
  return key
}

function objectionToRole(owner: KeyOwner, role: Role | undefined): Refusal | undefined {
  if (owner.kind === 'organization' && role === undefined) {
    return refuse('role_required', "An organization's key has a role of its own.", 'Choose its role.')
  }
  if (owner.kind === 'account' && role !== undefined) {
    return refuse(
      'role_not_fixed',
      "A person's key has the person's role, whatever it is.",
      'Leave the role out.',
    )
  }
  return undefined
}
