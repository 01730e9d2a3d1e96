import { refuse } from '@latchkey/tokens'
import { beforeEach, expect, test, vi } from 'vitest'
import { createAnswers } from './answers.ts'
import type { Answers, Store } from './index.ts'
import { unrecorded } from './testing/recorded.ts'
import { forEachEngine } from './testing/stores.ts'
import { insertName } from './testing/subject.ts'

forEachEngine((_engine, open) => {
  let store: Store
  let answers: Answers

  beforeEach(async () => {
    store = await open()
    answers = createAnswers(store)
  })

  const names = async () => {
    const rows = await store.read.selectFrom('names').select('name').orderBy('name').execute()
    return { names: rows.map(({ name }) => name) }
  }

  test('an answer never misses what was written before it was asked for', async () => {
    for (const name of ['a', 'b', 'c']) {
      await unrecorded(store).write(transaction => insertName(transaction, name))
      const now = await answers.now()
      expect((await now.get('names', names)).names).toContain(name)
    }
  })

  test('an answer that was made while somebody wrote is not given to whoever asks afterwards', async () => {
    const before = await answers.now()
    await before.get('names', async () => {
      const old = await names()
      await unrecorded(store).write(transaction => insertName(transaction, 'meanwhile'))
      return old
    })
    const after = await answers.now()
    expect((await after.get('names', names)).names).toContain('meanwhile')
  })
})

/** Answers on a store whose revision the test says. */
function answersAt() {
  let revision = '1'
  const answers = createAnswers({ revision: async () => revision })
  return {
    answers,
    change(to: string) {
      revision = to
    },
  }
}

test('is made once for each revision, and for each name', async () => {
  const { answers, change } = answersAt()
  const make = vi.fn(async () => ({ body: 'page' }))
  for (const _ of [1, 2, 3]) await (await answers.now()).get('a', make)
  expect(make).toHaveBeenCalledTimes(1)
  await (await answers.now()).get('b', make)
  expect(make).toHaveBeenCalledTimes(2)
  change('2')
  await (await answers.now()).get('a', make)
  expect(make).toHaveBeenCalledTimes(3)
})

test('what is absent or refused is made anew each time', async () => {
  const { answers } = answersAt()
  const now = await answers.now()
  for (const none of [undefined, refuse('unknown_package', 'None.', 'Publish one.')]) {
    const make = vi.fn(async () => none)
    for (const _ of [1, 2]) expect(await now.get('a', make)).toBe(none)
    expect(make).toHaveBeenCalledTimes(2)
  }
})

test('a request that began before a change keeps none of its answers for those that came after it', async () => {
  const { answers, change } = answersAt()
  const slow = await answers.now()
  change('2')
  const quick = await answers.now()
  await slow.get('a', async () => ({ body: 'old' }))
  expect(await quick.get('a', async () => ({ body: 'new' }))).toEqual({ body: 'new' })
  expect(await slow.get('a', async () => ({ body: 'old again' }))).toEqual({ body: 'old again' })
})

const large = 4 * 1024 * 1024

test.each([
  ['text', 'x'.repeat(large)],
  ['bytes', new Uint8Array(large)],
])('large answers of %s do not fill the memory', async (_, body) => {
  const { answers } = answersAt()
  const now = await answers.now()
  const make = vi.fn(async () => ({ body }))
  for (let each = 0; each < 20; each += 1) await now.get(`${each}`, make)
  for (let each = 0; each < 20; each += 1) await now.get(`${each}`, make)
  expect(make.mock.calls.length).toBeGreaterThan(30)
})

test('what was asked for soon and failed troubles nobody who does not wait for it', async () => {
  let gone = true
  const answers = createAnswers({
    revision: async () => {
      if (gone) throw new Error('gone')
      return '1'
    },
  })
  void answers.soon()
  // A rejection that nobody handles would fail the whole run by now.
  await new Promise(resolve => setImmediate(resolve))
  await expect(answers.soon()).rejects.toThrow('gone')
  gone = false
  expect(await answers.soon()).toBe(await answers.now())
})
