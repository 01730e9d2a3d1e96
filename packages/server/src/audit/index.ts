/**
 * What happened: every change and every refusal of a token of ours, with who, what, by which credential, from where and
 * when.
 *
 * 1. An event is written in the transaction of the change itself: neither is ever there without the other.
 * 2. Whoever changes something is told the cause by whoever asks for it; `cause.ts` alone makes one.
 * 3. An event holds no secret, and nothing of a person but ids, an address and a client, which go with the account.
 * 4. Names of events are append only. What is deleted keeps the name it had, and its id.
 *
 *     await recordEvent(transaction, {
 *       ...{ what: 'key.revoked', at: now, cause: causeOf(by) },
 *       ...{ subject: { kind: 'key', id: key.id, name: key.name }, organizationId: acme.id },
 *     })
 */
export { actorInWords } from './actor-in-words.ts'
export { type Audit, type AuditOptions, createAudit, type Exported } from './audit.ts'
export {
  type Actor,
  type Cause,
  causeByAccount,
  causeByNobody,
  causeByPasskey,
  causeOf,
  type Origin,
  operator,
  type UsedCredential,
} from './cause.ts'
export { type EventName, eventNames, isEventName } from './event-names.ts'
export type { EventFilter, EventList, EventPage, EventQuery } from './event-query.ts'
export type { EventRecord, Named } from './event-record.ts'
export { lately } from './lately.ts'
export type { NotedRefusal } from './noted-refusal.ts'
export { type Details, type NewEvent, recordEvent, type Subject } from './record-event.ts'
export type { Refusals } from './refusals.ts'
export { forgetPerson } from './retention.ts'
