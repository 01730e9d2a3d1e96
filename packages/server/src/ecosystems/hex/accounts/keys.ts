/** Making, listing and revoking keys by their names. */
import { type Caveat, type Refusal, refuse, refused } from '@latchkey/tokens'
import { caveatsOf } from '../../../access/index.ts'
import type { RawResponse } from '../../../http/index.ts'
import type { CreatedKey, Key } from '../../../keys/index.ts'
import type { RegistryVisit } from '../../route.ts'
import { answer, readValue, warn } from '../wire/index.ts'
import { createUnderFreeName } from './free-name.ts'
import { tokenOf } from './held.ts'
import { blamed, invalidFields, type KeyForm, readKeyForm } from './key-form.ts'
import type { KeyPlace, KeysOf } from './key-place.ts'
import { type Holder, inWords, leavesWhole, type Permission, rowsFor } from './permissions.ts'
import { type KeysShown, keyUrl, presentKey } from './present-key.ts'

/** Permissions and names: more is no key. In bytes. */
const bodyLimit = 64 * 1024

export async function listKeys(place: KeyPlace, visit: RegistryVisit): Promise<RawResponse | Refusal> {
  const keysOf = await place.of(visit)
  if (refused(keysOf)) return keysOf
  const live = await visit.rooms.keys.live(keysOf.owner)
  return answer(
    visit.request,
    200,
    live.map(key => presentKey(key, shown(keysOf, visit))),
  )
}

export async function showKey(place: KeyPlace, visit: RegistryVisit): Promise<RawResponse | Refusal> {
  const keysOf = await place.of(visit)
  if (refused(keysOf)) return keysOf
  const [key] = await named(keysOf, visit)
  return key === undefined ? unknownKey : answer(visit.request, 200, presentKey(key, shown(keysOf, visit)))
}

/** The text is told this once. */
export async function generateKey(place: KeyPlace, visit: RegistryVisit): Promise<RawResponse | Refusal> {
  const { request } = visit
  const value = await readValue(request, bodyLimit)
  if (refused(value)) return value
  const form = readKeyForm(value)
  if (refused(form)) return form
  const keysOf = await place.of(visit)
  if (refused(keysOf)) return keysOf
  const made = await create(form, keysOf, visit)
  if (refused(made)) return blamed(made)
  const { key, token } = made
  const body = { ...presentKey(key, shown(keysOf, visit)), secret: token.expose() }
  const made201 = answer(request, 201, body, [['Location', keyUrl(keysOf.url, key.name)]])
  return isForFetching(form, keysOf) ? warn(made201, endOfPersonalKeys) : made201
}

async function create(
  { name, permissions, expiresAt }: KeyForm,
  { owner, holder, roleFor, judgeOf, objectionTo }: KeysOf,
  { credential, rooms }: RegistryVisit,
): Promise<CreatedKey | Refusal> {
  const held = caveatsOf(tokenOf(credential))
  for (const permission of permissions) {
    const objection = (await objectionTo(permission)) ?? objectionToMore(held, permission, holder)
    if (objection !== undefined) return objection
  }
  const caveats = [{ kind: 'allow' as const, rows: rowsFor(permissions, holder) }]
  const role = roleFor(permissions)
  return createUnderFreeName(rooms.keys, {
    ...{ owner, name, caveats, ...role },
    ...(expiresAt !== undefined && { expiresAt }),
    by: judgeOf([{ role: role.role }]),
  })
}

/** What is made with a token is held to it: a permission that it lacks itself would be one in name only. */
function objectionToMore(held: readonly Caveat[], permission: Permission, holder: Holder) {
  if (leavesWhole(held, permission, holder)) return undefined
  const asked = inWords(permission)
  return invalidFields({
    permissions: `the token that this key is made with does not have ${asked} itself. Make it with one that does, or ask for less.`,
  })
}

/** One that was rotated shares its name with the key that took its place, until it is over: both go. */
export async function revokeKey(place: KeyPlace, visit: RegistryVisit): Promise<RawResponse | Refusal> {
  const keysOf = await place.of(visit)
  if (refused(keysOf)) return keysOf
  const theirs = await named(keysOf, visit)
  const [key] = theirs
  if (key === undefined) return unknownKey
  const revoked = await revoke(theirs, keysOf, visit)
  if (refused(revoked)) return revoked
  return answer(visit.request, 200, presentKey(revoked[0] ?? key, shown(keysOf, visit)))
}

/** The caller's own too, which the answer then is about. */
export async function revokeAllKeys(place: KeyPlace, visit: RegistryVisit): Promise<RawResponse | Refusal> {
  const keysOf = await place.of(visit)
  if (refused(keysOf)) return keysOf
  const revoked = await revoke(await visit.rooms.keys.live(keysOf.owner), keysOf, visit)
  if (refused(revoked)) return revoked
  const all = revoked.map(key => presentKey(key, shown(keysOf, visit)))
  const own = all.find(({ authing_key }) => authing_key)
  return answer(visit.request, 200, { ...own, revoked: all.map(({ name }) => name) })
}

function revoke(
  keys: readonly Key[],
  { judgeOf }: KeysOf,
  { rooms }: RegistryVisit,
): Promise<readonly Key[] | Refusal> {
  return rooms.keys.revokeMany(
    keys.map(({ id }) => id),
    judgeOf(keys),
  )
}

/** The newest first. */
async function named({ owner }: KeysOf, { parameters, rooms }: RegistryVisit): Promise<readonly Key[]> {
  const live = await rooms.keys.live(owner)
  return live.filter(({ name }) => name === parameters.name)
}

function shown({ holder, url }: KeysOf, { credential }: RegistryVisit): KeysShown {
  return { holder, url, caller: tokenOf(credential) }
}

function isForFetching({ permissions }: KeyForm, { owner }: KeysOf): boolean {
  return owner.kind === 'account' && permissions.some(({ domain }) => domain === 'repository')
}

/** Clients of Hex 2.6 take only an organization's. */
const endOfPersonalKeys =
  'Hex 2.6 fetches from an organization with a key of the organization, and no longer with one of yours. Make one with mix hex.organization key ORG generate.'

const unknownKey = refuse(
  'unknown_key',
  'There is no live key of this name.',
  'List the keys to see which there are.',
)
