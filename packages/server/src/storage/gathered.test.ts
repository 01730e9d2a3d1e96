import { expect, test } from 'vitest'
import { gathered, type Reader } from './index.ts'
import { unrecorded } from './testing/recorded.ts'
import { forEachEngine } from './testing/stores.ts'
import { insertName } from './testing/subject.ts'

/** A look-up of names, and how many queries it made: each runs the reader's executor once. */
const findName = gathered(
  ({ name }: { readonly name: string }) => name,
  (reader: Reader, names) =>
    reader.selectFrom('names').select(['name', 'created_at']).where('name', 'in', names),
)

/** A reader that counts what is asked of it. */
function counting(reader: Reader) {
  let queries = 0
  const counted = new Proxy(reader, {
    get(target, name) {
      if (name === 'getExecutor') queries += 1
      const value = Reflect.get(target, name, target)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
  return { counted, queries: () => queries }
}

forEachEngine((_engine, open) => {
  test('look-ups of one turn are one query, and each gets its own row', async () => {
    const store = await open()
    const names = Array.from({ length: 5 }, (_, n) => `gathered-${n}`)
    await unrecorded(store).write(async transaction => {
      for (const name of names) await insertName(transaction, name)
    })
    const { counted, queries } = counting(store.read)
    const asked = [...names, 'gathered-nobody', names[0] ?? '']
    const found = await Promise.all(asked.map(name => findName(counted, name)))
    expect(found.map(row => row?.name)).toEqual([...names, undefined, names[0]])
    expect(queries()).toBe(1)
  })

  test('more than one query takes are all found', async () => {
    const store = await open()
    const names = Array.from({ length: 150 }, (_, n) => `many-${n}`)
    await unrecorded(store).write(async transaction => {
      for (const name of names) await insertName(transaction, name)
    })
    const found = await Promise.all(names.map(name => findName(store.read, name)))
    expect(found.map(row => row?.name)).toEqual(names)
  })

  test('whoever asks after a write finds what it wrote, whoever else asked before it', async () => {
    const store = await open()
    const before = findName(store.read, 'late-gathered')
    await unrecorded(store).write(transaction => insertName(transaction, 'late-gathered'))
    expect((await findName(store.read, 'late-gathered'))?.name).toBe('late-gathered')
    await before
  })

  test('a transaction finds what it wrote itself, at once', async () => {
    const store = await open()
    const found = await unrecorded(store).write(async transaction => {
      await insertName(transaction, 'own-gathered')
      return findName(transaction, 'own-gathered')
    })
    expect(found?.name).toBe('own-gathered')
  })

  test('what fails fails for all who asked, and is tried anew for the next', async () => {
    const store = await open()
    let broken = true
    const find = gathered(
      ({ name }: { readonly name: string }) => name,
      (reader: Reader, names) => {
        if (broken) throw new Error('gone')
        return reader.selectFrom('names').select('name').where('name', 'in', names)
      },
    )
    const outcomes = await Promise.allSettled([find(store.read, 'a'), find(store.read, 'b')])
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    broken = false
    expect(await find(store.read, 'nobody-at-all')).toBeUndefined()
  })
})
