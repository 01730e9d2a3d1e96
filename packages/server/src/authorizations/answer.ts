/** A person opens what a code stands for, and answers it: in the one session that entered the code. */
import { formatScopes } from '@latchkey/protocol'
import { type Refusal, refused } from '@latchkey/tokens'
import type { CurrentSession } from '../accounts/index.ts'
import { causeByAccount, type EventName, type Origin, recordEvent } from '../audit/index.ts'
import { sha256 } from '../host/index.ts'
import { addressKey, createLimiter } from '../limits/index.ts'
import type { Reader, Writer } from '../storage/index.ts'
import { type Agreed, agree, windowColumns } from './agree.ts'
import type { DeviceAuthorizations } from './device-authorizations.ts'
import { type DeviceRequest, type DeviceRow, readDeviceRequest } from './device-request.ts'
import type { AuthorizationsOptions } from './options.ts'
import { unknownCode } from './refusals.ts'
import { readUserCode } from './user-code.ts'
import { noteWrongCode, refuseGuessing } from './wrong-codes.ts'

const events = {
  approved: 'authorization.approved',
  denied: 'authorization.denied',
} as const satisfies Readonly<Record<string, EventName>>

type Answering = Pick<DeviceAuthorizations, 'open' | 'opened' | 'approve' | 'deny'>

export function createAnswering(options: AuthorizationsOptions): Answering {
  const { store, clock } = options
  /** Whatever accounts somebody has: as many as one account may enter in an hour. */
  const perAddress = createLimiter({ clock, capacity: 20, refillEveryMs: 180_000 })

  async function opened(typed: string, session: CurrentSession) {
    const userCode = readUserCode(typed)
    const row = userCode && (await findClaimed(store.read, userCode, session))
    return (row && (await readDeviceRequest(row, userCode, options))) || unknownCode
  }

  async function waiting(typed: string, session: CurrentSession) {
    const request = await opened(typed, session)
    return refused(request) || request.state === 'waiting' ? request : unknownCode
  }

  /** Of several answers at once one is taken. */
  async function answer(
    transaction: Writer,
    { userCode, client, scopes }: DeviceRequest,
    session: CurrentSession,
    given: { readonly answer: 'approved' | 'denied'; readonly from: Origin } & Partial<Agreed>,
  ): Promise<true | Refusal<'unknown_code'>> {
    const now = clock.now()
    const scope = given.scope ?? formatScopes(scopes)
    const { numUpdatedRows } = await transaction
      .updateTable('device_authorizations')
      .set({ answer: given.answer, answered_at: now, account_id: session.account.id, scope })
      .set(windowColumns(given))
      .where('user_code_hash', '=', sha256(userCode))
      .where('claimed_by', '=', session.idHash)
      .where('answer', 'is', null)
      .where('expires_at', '>', now)
      .executeTakeFirstOrThrow()
    if (numUpdatedRows !== 1n) return unknownCode
    await recordEvent(transaction, {
      ...{ what: events[given.answer], at: now, details: { scope } },
      cause: causeByAccount(session.account.id, 'session', given.from),
      subject: { kind: 'client', id: client.id, name: client.name },
    })
    return true
  }

  return {
    async open(typed, session, { address }) {
      const userCode = readUserCode(typed)
      const now = clock.now()
      const taken = perAddress.take(addressKey(address))
      if (refused(taken)) return taken
      const found = await store.write(async transaction => {
        const guessing = await refuseGuessing(transaction, session, now)
        if (guessing !== undefined) return guessing
        const row =
          userCode &&
          ((await claim(transaction, userCode, session, now)) ??
            (await findClaimed(transaction, userCode, session)))
        if (row === undefined) await noteWrongCode(transaction, session, now)
        return row
      })
      if (refused(found)) return found
      if (!found || !userCode) return unknownCode
      perAddress.giveBack(addressKey(address))
      return (await readDeviceRequest(found, userCode, options)) ?? unknownCode
    },

    opened,

    async approve(typed, session, approval, from) {
      const request = await waiting(typed, session)
      if (refused(request)) return request
      const agreement = { asked: request.scopes, approval, session, from }
      const done = await agree(options, agreement, (transaction, agreed) =>
        answer(transaction, request, session, { ...agreed, answer: 'approved', from }),
      )
      return refused(done) ? done : request
    },

    async deny(typed, session, from) {
      const request = await waiting(typed, session)
      if (refused(request)) return request
      const done = await store.write(transaction =>
        answer(transaction, request, session, { answer: 'denied', from }),
      )
      return refused(done) ? done : request
    },
  }
}

/** Nobody answers what another session opened: whoever was shown a code by somebody else's device cannot take it over. */
function claim(
  transaction: Writer,
  userCode: string,
  { idHash }: CurrentSession,
  now: number,
): Promise<DeviceRow | undefined> {
  return transaction
    .updateTable('device_authorizations')
    .set({ claimed_by: idHash })
    .where('user_code_hash', '=', sha256(userCode))
    .where('answer', 'is', null)
    .where('expires_at', '>', now)
    .where(({ eb, or }) => or([eb('claimed_by', 'is', null), eb('claimed_by', '=', idHash)]))
    .returningAll()
    .executeTakeFirst()
}

/** Whoever opened a code learns nothing by hearing what became of it. */
function findClaimed(
  reader: Reader,
  userCode: string,
  { idHash }: CurrentSession,
): Promise<DeviceRow | undefined> {
  return reader
    .selectFrom('device_authorizations')
    .selectAll()
    .where('user_code_hash', '=', sha256(userCode))
    .where('claimed_by', '=', idHash)
    .executeTakeFirst()
}
