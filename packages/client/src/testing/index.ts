/**
 * `@latchkey/client/testing`: what a store or a lock of your own must keep, as promises to run in your test runner.
 *
 *     for (const { promise, check } of storeContract) test(promise, () => check(makeMyStores))
 */
export type { Promised } from './contract.ts'
export { type LocksUnderTest, locksContract } from './locks-contract.ts'
export { type StoresUnderTest, storeContract } from './store-contract.ts'
