import { expect, test } from 'vitest'
import { preparedList } from './index.ts'
import { unrecorded } from './testing/recorded.ts'
import { forEachEngine } from './testing/stores.ts'
import { insertName } from './testing/subject.ts'

const findNames = preparedList((reader, names) =>
  reader.selectFrom('names').select('name').where('name', 'in', names).orderBy('name'),
)

forEachEngine((_engine, open) => {
  test.each([0, 1, 3, 16, 17, 64, 65, 200])(
    'a list of %i gives the rows of all of them, and of nothing else',
    async count => {
      const store = await open()
      const kept = Array.from({ length: 201 }, (_, n) => `listed-${String(n).padStart(3, '0')}`)
      await unrecorded(store).write(async transaction => {
        for (const name of kept) await insertName(transaction, name)
      })
      const asked = kept.slice(0, count)
      expect((await findNames(store.read, [...asked, 'listed-nobody'])).map(({ name }) => name)).toEqual(
        asked,
      )
    },
  )
})
