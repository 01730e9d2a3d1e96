/** The role table, said a second time and by hand: every role x action x package x visibility x part of administer. */
import { type Role, roles } from '@latchkey/protocol'
import { type Action, actions } from '@latchkey/tokens'
import { describe, expect, test } from 'vitest'
import type { Administration } from './attempt.ts'
import { type Ground, permits, type Situation } from './permits.ts'

const packages = ['none', 'new', 'maintained', 'of others'] as const
type Row = Record<(typeof packages)[number], string>

/** A cell names who may, as a person or an organization: `-` without a role, Read, Write, Admin, Owner. */
// biome-ignore format: a table is read in columns
const inPrivate: Partial<Record<Action, Row>> = {
  describe: { none: ' RWAO', new: ' RWAO', maintained: '-RWAO', 'of others': ' RWAO' },
  read:     { none: ' RWAO', new: ' RWAO', maintained: '-RWAO', 'of others': ' RWAO' },
  publish:  { none: '   AO', new: '  WAO', maintained: '-RWAO', 'of others': '   AO' },
  retire:   { none: '   AO', new: '   AO', maintained: '-RWAO', 'of others': '   AO' },
  delete:   { none: '   AO', new: '   AO', maintained: '   AO', 'of others': '   AO' },
  maintain: { none: '   AO', new: '   AO', maintained: '   AO', 'of others': '   AO' },
}

/** The only difference: everyone reads, also somebody who is nobody. */
// biome-ignore format: a table is read in columns
const inPublic: typeof inPrivate = {
  ...inPrivate,
  read:     { none: '-RWAO', new: '-RWAO', maintained: '-RWAO', 'of others': '-RWAO' },
}

const administer: readonly (readonly [Administration | undefined, string])[] = [
  [{ administers: 'keys', keyRole: 'read' }, '   AO'],
  [{ administers: 'keys', keyRole: 'write' }, '   AO'],
  [{ administers: 'keys', keyRole: 'admin' }, '   AO'],
  [{ administers: 'keys', keyRole: 'owner' }, '    O'],
  [{ administers: 'people' }, '    O'],
  [{ administers: 'settings' }, '    O'],
  [undefined, '    O'],
]

const letters = { '-': undefined, R: 'read', W: 'write', A: 'admin', O: 'owner' } as const
const everyRole: readonly (Role | undefined)[] = [undefined, ...roles]
const everyPrincipal = ['account', 'organization'] as const

function named(cell: string): readonly (Role | undefined)[] {
  return [...cell.replaceAll(' ', '')].map(letter => letters[letter as keyof typeof letters])
}

function may(situation: Situation): boolean {
  return permits(situation) !== undefined
}

for (const visibility of ['private', 'public', 'none'] as const) {
  const table = visibility === 'public' ? inPublic : inPrivate
  describe(`where the repository is ${visibility}`, () => {
    for (const [action, row] of Object.entries(table) as [Action, Row][]) {
      for (const name of packages) {
        test(`${action} a package that is ${name}: exactly ${row[name].trim()}`, () => {
          for (const principal of everyPrincipal) {
            const who = everyRole.filter(role => may({ action, principal, role, package: name, visibility }))
            expect(who).toEqual(named(row[name]))
          }
        })
      }
    }

    for (const [administration, cell] of administer) {
      test(`administer ${JSON.stringify(administration) ?? 'what is not said'}: exactly ${cell.trim()}`, () => {
        for (const name of packages) {
          const situation = { action: 'administer', principal: 'account', package: name, visibility } as const
          const meant = administration === undefined ? {} : { administration }
          expect(everyRole.filter(role => may({ ...situation, ...meant, role }))).toEqual(named(cell))
        }
      })
    }

    test('everyone who is known may ask who they are; only a person has an account', () => {
      for (const role of everyRole) {
        for (const name of packages) {
          const situation = { role, package: name, visibility }
          expect(may({ ...situation, action: 'identify', principal: 'account' })).toBe(true)
          expect(may({ ...situation, action: 'identify', principal: 'organization' })).toBe(true)
          expect(may({ ...situation, action: 'account', principal: 'account' })).toBe(true)
          expect(may({ ...situation, action: 'account', principal: 'organization' })).toBe(false)
        }
      }
    })

    test(`nobody may ${visibility === 'public' ? 'read, and nothing else' : 'do anything'}`, () => {
      for (const role of everyRole) {
        for (const name of packages) {
          const allowed = actions.filter(action =>
            may({ action, principal: 'nobody', role, package: name, visibility }),
          )
          expect(allowed).toEqual(visibility === 'public' ? ['read'] : [])
        }
      }
    })
  })
}

test('the table above speaks of every action there is', () => {
  expect([...Object.keys(inPrivate), 'administer', 'identify', 'account'].sort()).toEqual([...actions].sort())
})

test('the ground is said: being public before role, role before maintaining', () => {
  const situation = { principal: 'account', package: 'maintained', visibility: 'public' } as const
  const grounds: [Action, Role | undefined, Ground][] = [
    ['read', 'read', { by: 'being public' }],
    ['describe', 'read', { by: 'role', role: 'read' }],
    ['publish', 'write', { by: 'maintaining' }],
    ['publish', 'admin', { by: 'role', role: 'admin' }],
    ['identify', undefined, { by: 'being known' }],
  ]
  for (const [action, role, ground] of grounds) {
    expect(permits({ ...situation, action, role })).toEqual(ground)
  }
})
