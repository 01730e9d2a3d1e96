/** The revision tells whether anybody wrote: what is remembered under one is never older than the question. */
import { describe, expect, test } from 'vitest'
import { findName, insertName, type Subject } from './testing/subject.ts'

export function describeRevision({ store, other }: Subject): void {
  describe('the revision', () => {
    test('stays while nobody writes, however much is read', async () => {
      // Of an engine that many databases share, others may write in between.
      await expect
        .poll(async () => {
          const before = await store().revision()
          await findName(store(), 'nobody')
          return (await store().revision()) === before
        })
        .toBe(true)
    })

    test('is another once a write of this program or of another has returned, and never an old one again', async () => {
      const seen = new Set([await store().revision()])
      for (let round = 0; round < 10; round += 1) {
        const writer = round % 2 ? store() : other()
        const durability = round % 3 ? 'full' : 'relaxed'
        await writer.write(transaction => insertName(transaction, `revision-${round}`), { durability })
        const revision = await store().revision()
        expect(seen).not.toContain(revision)
        seen.add(revision)
      }
    })

    test('that is read while others write belongs to what is read after it, or to something older', async () => {
      const found = new Map<string, boolean>()
      const writing = other().write(transaction => insertName(transaction, 'revision-meanwhile'))
      let written = false
      writing.finally(() => {
        written = true
      })
      while (!written) {
        const revision = await store().revision()
        const known = found.get(revision)
        const now = await findName(store(), 'revision-meanwhile')
        // What was there at this revision is there still.
        expect(known === true && !now).toBe(false)
        found.set(revision, now)
      }
      await writing
      const after = await store().revision()
      expect(found.get(after) ?? true).toBe(true)
    })
  })
}
