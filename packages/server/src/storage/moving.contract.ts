/** A snapshot is one moment of a database, and an empty one can be made the same. */
import { describe, expect, test } from 'vitest'
import { advanceEpoch, readEpoch } from './epoch.ts'
import type { Store } from './index.ts'
import type { Row, Snapshot } from './moving.ts'
import { fillFrom, rowsOf } from './testing/moving.ts'
import { findName, insertName, type Subject } from './testing/subject.ts'

export function describeMoving({ store, other, open, newUrl }: Subject): void {
  describe('a snapshot', () => {
    test('is of one moment, whatever is written while it is read', async () => {
      await store().write(transaction => insertName(transaction, 'moved-before'))
      const before = await readEpoch(store().read)
      await store().snapshot(async snapshot => {
        await rowsOf(snapshot, 'names')
        await store().write(transaction => insertName(transaction, 'moved-after'))
        await other().write(advanceEpoch)
        expect(await findName(store(), 'moved-after')).toBe(true)
        const names = (await rowsOf(snapshot, 'names')).map(({ name }) => name)
        expect(names).toContain('moved-before')
        expect(names).not.toContain('moved-after')
        expect(await rowsOf(snapshot, 'epoch')).toEqual([{ id: 1, value: before }])
      })
    })

    test('may be read for as long as it takes, and nobody waits for it', async () => {
      await store().snapshot(async snapshot => {
        await rowsOf(snapshot, 'epoch')
        await new Promise(resolve => setTimeout(resolve, 5_500))
        // What is held up gives up after five seconds.
        await store().write(advanceEpoch)
        expect(await rowsOf(snapshot, 'epoch')).toHaveLength(1)
      })
    })

    test('gives every row of a large table once, in the order of its key', async () => {
      const names = Array.from({ length: 2_500 }, (_, n) => `many-${String(n).padStart(4, '0')}`)
      await store().write(async transaction => {
        for (const name of names) await insertName(transaction, name)
      })
      const all = await store().snapshot(snapshot => rowsOf(snapshot, 'names'))
      expect(all.map(({ name }) => String(name)).filter(name => name.startsWith('many-'))).toEqual(names)
    })
  })

  describe('an empty database that is filled', () => {
    test('has every row, those that refer to rows of their own table too', async () => {
      const [from, to] = [await filledWithKeys(await opened()), await opened('empty')]
      await fillFrom(from, to)
      expect(await everything(to)).toEqual(await everything(from))
      expect(await to.schemaState()).toBe('current')
    })

    test('counts on where it was', async () => {
      const [from, to] = [await opened(), await opened('empty')]
      const event = { what: 'organization.created', at: 1, actor_kind: 'operator' } as const
      const happen = (at: Store) =>
        at.write(transaction =>
          transaction
            .insertInto('events')
            .values(event as never)
            .execute(),
        )
      for (const store of [from, from]) await happen(store)
      await fillFrom(from, to)
      await happen(to)
      expect(await to.read.selectFrom('events').select('id').orderBy('id').execute()).toEqual(
        [1, 2, 3].map(id => ({ id })),
      )
    })

    test('and fails on the way stays empty, and can be filled after all', async () => {
      const [from, to] = [await filledWithKeys(await opened()), await opened('empty')]
      await expect(
        fillFrom(from, to, async () => {
          throw new Error('on the way')
        }),
      ).rejects.toThrow('on the way')
      expect(await to.schemaState()).toBe('empty')
      await fillFrom(from, to)
      expect(await everything(to)).toEqual(await everything(from))
    })

    test('is the only one that can be', async () => {
      const [from, to] = [await opened(), await opened()]
      await expect(fillFrom(from, to)).rejects.toThrow('Only an empty database')
    })
  })

  async function opened(state?: 'empty'): Promise<Store> {
    const fresh = await open(await newUrl())
    if (state !== 'empty') await fresh.migrate()
    return fresh
  }
}

/** Each was rotated into the next, whose id sorts before or after its own. */
async function filledWithKeys(store: Store): Promise<Store> {
  const row = { kid: 'm1', owner_kind: 'account', owner_id: 'ada', caveats: '[]', created_at: 1 } as const
  await store.write(async transaction => {
    const ids = ['middle', 'after', 'before']
    for (const [at, id] of ids.entries())
      await transaction
        .insertInto('keys')
        .values({
          ...row,
          id,
          name: `snow \u2603 \u{1f600} "${id}"\n`,
          replaced_by: ids[at - 1] ?? null,
        } as never)
        .execute()
  })
  return store
}

async function everything(store: Store): Promise<readonly (readonly [string, readonly Row[]])[]> {
  return store.snapshot(async (snapshot: Snapshot) => {
    const all: (readonly [string, readonly Row[]])[] = []
    for (const table of snapshot.tables) all.push([table, await rowsOf(snapshot, table)])
    return all
  })
}
