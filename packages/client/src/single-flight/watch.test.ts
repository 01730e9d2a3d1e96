import { expect, test } from 'vitest'
import type { ProcessTable } from './processes/process-table.ts'
import { ended } from './watch.ts'

const owner = { pid: 4711, host: 'build-3', since: 1 }
/** Everybody whom it is asked about is gone. */
const processes = (table?: string): ProcessTable => ({
  self: async () => ({ pid: 1, host: 'build-3', ...(table !== undefined && { table }) }),
  ended: async () => true,
})

test('a holder is looked for only where its number counts', async () => {
  expect(await ended(processes('a boot'), { ...owner, table: 'a boot' })).toBe(true)
  expect(await ended(processes('a boot'), { ...owner, table: 'another boot' })).toBe(false)
  expect(await ended(processes('a boot'), owner)).toBe(false)
  // Two machines that tell nothing are not the same one.
  expect(await ended(processes(), owner)).toBe(false)
})
