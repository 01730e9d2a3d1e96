/**
 * A refusal as it is written down: whose key or login it was is looked up now, where nobody waits for it. Of a person who was
 * deleted meanwhile it tells no address and no client.
 */
import type { Writer } from '../storage/index.ts'
import type { Cause } from './cause.ts'
import type { KeptRefusal } from './noted-refusal.ts'
import type { NewEvent } from './record-event.ts'

export async function asEvent(transaction: Writer, refusal: KeptRefusal): Promise<NewEvent> {
  const { what, at, code, address, client, accountId, leftOut } = refusal
  const holder = await holderOf(transaction, refusal)
  const person = holder.actor.kind === 'account' ? holder.actor.id : accountId
  const told = person === undefined || !(await isDeleted(transaction, person))
  const from = { ...(address !== undefined && { address }), ...(client !== undefined && { client }) }
  return {
    ...{ what, at },
    cause: { ...holder, ...(told && from) },
    ...(what === 'account.sign_in_refused' &&
      accountId !== undefined && { subject: { kind: 'account', id: accountId } }),
    details: { code, ...refusal.details, ...(leftOut > 0 && { leftOut }) },
  }
}

type Holder = Pick<Cause, 'actor' | 'credential'>

/** Whoever is signed in is known; whoever does not get in is not, whatever name they typed. */
async function holderOf(
  transaction: Writer,
  { what, accountId, keyId, loginId }: KeptRefusal,
): Promise<Holder> {
  if (keyId !== undefined) return holderOfKey(transaction, keyId)
  if (loginId !== undefined) return holderOfLogin(transaction, loginId)
  return what === 'request.refused' && accountId !== undefined
    ? { actor: { kind: 'account', id: accountId }, credential: { kind: 'session' } }
    : { actor: { kind: 'nobody' } }
}

async function holderOfKey(transaction: Writer, id: string): Promise<Holder> {
  const key = await transaction
    .selectFrom('keys')
    .select(['name', 'owner_kind', 'owner_id'])
    .where('id', '=', id)
    .executeTakeFirst()
  return {
    actor: key === undefined ? { kind: 'nobody' } : { kind: key.owner_kind, id: key.owner_id },
    credential: { kind: 'key', id, name: key?.name ?? '' },
  }
}

async function holderOfLogin(transaction: Writer, id: string): Promise<Holder> {
  const login = await transaction
    .selectFrom('logins')
    .select(['account_id', 'client_name'])
    .where('id', '=', id)
    .executeTakeFirst()
  return {
    actor: login === undefined ? { kind: 'nobody' } : { kind: 'account', id: login.account_id },
    credential: { kind: 'login', id, name: login?.client_name ?? '' },
  }
}

async function isDeleted(transaction: Writer, accountId: string): Promise<boolean> {
  const found = await transaction
    .selectFrom('accounts')
    .select('id')
    .where('id', '=', accountId)
    .where('deleted_at', 'is not', null)
    .executeTakeFirst()
  return found !== undefined
}
