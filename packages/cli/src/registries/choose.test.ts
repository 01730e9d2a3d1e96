import { refused } from '@latchkey/tokens'
import { describe, expect, test } from 'vitest'
import { chooseRegistry, type Settings } from './index.ts'

const [a, b] = ['https://a.example', 'https://b.example']
const ofA = { registry: a, username: 'ada' }
const ofWork = { registry: a, account: 'work', username: 'ada-at-work' }
const ofB = { registry: b, account: 'bob' }
const settings: Settings = { current: ofWork, known: [ofA, ofWork, ofB] }

const choose = (asked = {}, environment = {}, among = settings) =>
  chooseRegistry({ environment }, asked, among)

describe('which registry is meant', () => {
  test('what was typed goes before the environment, which goes before what was chosen', () => {
    expect(choose({ registry: b }, { LATCHKEY_REGISTRY: a })).toEqual(ofB)
    expect(choose({}, { LATCHKEY_REGISTRY: b })).toEqual(ofB)
    expect(choose()).toEqual(ofWork)
    expect(choose({}, { LATCHKEY_REGISTRY: ' ' })).toEqual(ofWork)
  })

  test('however its address is written', () => {
    expect(choose({ registry: 'B.example/' })).toEqual(ofB)
  })

  test('one that nobody logged in to yet may be named, too', () => {
    expect(choose({ registry: 'c.example' })).toEqual({ registry: 'https://c.example' })
  })

  test('what is no address of one is refused as typed wrongly, and never repeated', () => {
    for (const [asked, environment, what] of [
      [{ registry: 'acme' }, {}, 'That'],
      [{ registry: '' }, {}, 'That'],
      [{ registry: 'ftp://a.example' }, {}, 'That'],
      [{}, { LATCHKEY_REGISTRY: 'pasted-secret' }, 'What stands in LATCHKEY_REGISTRY'],
    ] as const) {
      expect(choose(asked, environment)).toMatchObject({
        code: 'usage',
        message: `${what} is no address of a registry.`,
        next: 'Write it like https://packages.example.com',
      })
    }
  })

  test('without any it says how to begin', () => {
    const answer = choose({}, {}, { known: [] })
    expect(refused(answer) && [answer.code, answer.next]).toEqual([
      'no_registry',
      expect.stringContaining('latchkey login https://'),
    ])
  })
})

describe('which account is meant', () => {
  test('the one that is in use there, else the one without a name, else the first', () => {
    expect(choose({ registry: a })).toEqual(ofWork)
    expect(choose({ registry: a }, {}, { ...settings, current: ofB })).toEqual(ofA)
    expect(choose({ registry: b })).toEqual(ofB)
  })

  test('by the name that it was logged in with, else by who it is; at that registry alone', () => {
    expect(choose({ account: 'work' })).toEqual(ofWork)
    expect(choose({ account: 'ada' })).toEqual(ofA)
    expect(choose({ account: 'bob' })).toEqual({ registry: a, account: 'bob' })
  })
})
