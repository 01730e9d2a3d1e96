/**
 * What Latchkey remembers, on an embedded database or a shared one.
 *
 * - A write is one transaction as if it ran alone; a returned refusal undoes it like a thrown error.
 * - Inside a transaction nothing is awaited but its own queries: hash, fetch and read files before or after.
 * - Nothing in here can be presented: what opens something is stored as SHA-256, argon2id, or not at all.
 *
 *     const store = await openStore({ url: 'sqlite:data/latchkey.db', clock, random })
 *     await store.migrate()
 *     const outcome = await store.write(async transaction => {
 *       const { numUpdatedRows } = await transaction.updateTable('invitations').set({ ... }).where(...).executeTakeFirst()
 *       return numUpdatedRows === 1n ? 'redeemed' : refuse('unknown_invitation', 'This link cannot be used.')
 *     })
 */
export { type Answers, type AnswersNow, createAnswers } from './answers.ts'
export { advanceEpoch } from './epoch.ts'
export { createEpochWatch, type Epoch, type EpochWatch, epochPeriod, unconfirmed } from './epoch-watch.ts'
export { gathered } from './gathered.ts'
export { createGenerations } from './generations.ts'
export type { Row, Snapshot } from './moving.ts'
export { isNewer, openStore } from './open-store.ts'
export { type Page, type PageRequest, pageOf, rowsFor, startOf } from './page.ts'
export { prepared } from './prepared.ts'
export { preparedList } from './prepared-list.ts'
export { preparedRows } from './prepared-rows.ts'
export type * from './schema.ts'
export { secondFactorSince } from './second-factor-since.ts'
export type {
  OpenOptions,
  Reader,
  SchemaState,
  Store,
  Writer,
} from './store.ts'
export { type Unavailability, unavailability } from './unavailability.ts'
