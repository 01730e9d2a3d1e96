import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { propertyOptions } from '../../../../test/support/runs.ts'
import { operator } from '../audit/index.ts'
import { createSmallHouse, granted, type SmallHouse } from '../credentials/testing/small-house.ts'
import { forEachEngine } from '../storage/testing/stores.ts'
import type { Repository } from './repository.ts'
import { patternsOver } from './reservations.ts'

const word = fc.stringMatching(/^[a-z0-9]{1,8}$/)

test('a pattern covers a name exactly where the name begins with all of it', () => {
  const name = fc.array(word, { minLength: 1, maxLength: 5 }).map(words => words.join('-'))
  fc.assert(
    fc.property(name, name, (prefix, other) => {
      const covers = (candidate: string) => patternsOver(candidate).includes(`${prefix}-*`)
      expect(covers(`${prefix}-${other}`)).toBe(true)
      expect(covers(other)).toBe(other.startsWith(`${prefix}-`))
    }),
    propertyOptions(1000),
  )
})

forEachEngine((_engine, open) => {
  describe('reserved names', () => {
    let house: SmallHouse
    let repository: Repository
    let next = 0

    beforeAll(async () => {
      house = createSmallHouse(await open())
    })

    async function empty(): Promise<void> {
      next += 1
      const organization = await house.organization(`org-${next}`, await house.account(`owner-${next}`))
      repository = granted(
        await house.repositories.create({ organization, ecosystem: 'pypi', visibility: 'private' }, operator),
      )
    }
    const reserve = (...names: string[]) => house.repositories.reserve(repository, names, operator)
    const release = (...names: string[]) => house.repositories.release(repository, names, operator)
    const listed = () => house.repositories.reservations(repository.id)

    test('are kept once, in normal form and by name, and of this repository alone', async () => {
      await empty()
      expect(await reserve('Zebra', 'Acme_*')).toEqual(['zebra', 'acme-*'])
      expect(await reserve('acme-*')).toEqual(['acme-*'])
      expect(await listed()).toEqual(['acme-*', 'zebra'])
      await empty()
      expect(await listed()).toEqual([])
    })

    test('are reserved and given up all or none', async () => {
      await empty()
      expect(await reserve('widget', 'not a name')).toMatchObject({ code: 'reservation_malformed' })
      expect(await listed()).toEqual([])
      granted(await reserve('widget', 'gadget'))
      expect(await release('widget', 'gizmo')).toMatchObject({ code: 'unknown_reservation' })
      expect(await listed()).toEqual(['gadget', 'widget'])
      expect(await release('widget')).toEqual(['widget'])
      expect(await listed()).toEqual(['gadget'])
    })

    test.each(['', '*', 'acme*', 'a*-b', '-acme', 'acme-**', 'acme-', `a${'b'.repeat(200)}`])(
      'are none where "%s" is written',
      async name => {
        await empty()
        expect(await reserve(name)).toMatchObject({ code: 'reservation_malformed' })
      },
    )

    test('are a thousand at most', async () => {
      await empty()
      const thousand = Array.from({ length: 1000 }, (_, index) => `name-${index}`)
      granted(await reserve(...thousand))
      expect(await reserve('one-more')).toMatchObject({ code: 'too_many_reservations' })
      expect(await reserve('name-7')).toEqual(['name-7'])
    })

    test('are written down with who reserved them and gave them up', async () => {
      await empty()
      granted(await reserve('acme-*'))
      granted(await release('acme-*'))
      const events = await house.store.read
        .selectFrom('events')
        .select(['what', 'actor_kind', 'details'])
        .where('subject_id', '=', repository.id)
        .where('what', 'like', 'repository.names%')
        .orderBy('id')
        .execute()
      const details = JSON.stringify({ names: ['acme-*'] })
      expect(events).toEqual([
        { what: 'repository.names_reserved', actor_kind: 'operator', details },
        { what: 'repository.names_released', actor_kind: 'operator', details },
      ])
    })
  })
})
