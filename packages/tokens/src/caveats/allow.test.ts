import { expect, test } from 'vitest'
import { type Access, pending } from '../access.ts'
import { actions } from '../action.ts'
import { parseTarget, type Target } from '../target.ts'
import { outcome, repositoryRead, upload } from '../testing/accesses.ts'
import { type AllowRow, allow } from './allow.ts'

function row(...[actions, ...targets]: readonly [AllowRow['actions'], ...string[]]): AllowRow {
  return { actions, targets: targets.map(target => parseTarget(target) as Target) }
}
const withRows = (access: Access, ...rows: readonly AllowRow[]) =>
  outcome(allow.clears({ kind: 'allow', rows }, access))

test('one row that lists the action and matches the target is enough', () => {
  const read = row(['read'], 'pypi:acme')
  expect(withRows(upload, read, row(['publish'], 'pypi:beta', 'pypi:acme/widget'))).toBe('clears')
})

test('an action in one row and the target in another are not enough', () => {
  expect(withRows(upload, row(['publish'], 'pypi:beta'), row(['read'], 'pypi:acme'))).toBe(
    'target_not_allowed',
  )
})

test('no action includes another', () => {
  for (const listed of actions) {
    for (const action of actions) {
      const answer = withRows({ ...upload, action }, row([listed], '*'))
      expect(answer).toBe(listed === action ? 'clears' : 'action_not_allowed')
    }
  }
})

test('a name that begins like another is another: acme is not acme-labs, widget is not widget2', () => {
  expect(withRows({ ...upload, organization: 'acme-labs' }, row(['publish'], 'pypi:acme'))).toBe(
    'target_not_allowed',
  )
  expect(withRows({ ...upload, package: 'widget2' }, row(['publish'], 'pypi:acme/widget'))).toBe(
    'target_not_allowed',
  )
})

test('a row that covers the repository does not need the package', () => {
  const late: Access = { ...upload, package: pending }
  expect(withRows(late, row(['publish'], 'pypi:acme/widget'))).toBe('needs package')
  expect(withRows(late, row(['publish'], 'pypi:acme/widget'), row(['publish'], 'pypi:acme'))).toBe('clears')
})

test('a row for one package does not cover its whole repository', () => {
  expect(withRows(repositoryRead, row(['read'], 'pypi:acme/widget'))).toBe('target_not_allowed')
})

test('the refusal says what is allowed, what was tried and what would do', () => {
  const rows = [row(['publish', 'retire'], 'pypi:acme/widget'), row(['read'], 'pypi:acme')]
  expect(allow.clears({ kind: 'allow', rows }, { ...upload, package: 'gadget' })).toMatchObject({
    message:
      'This token may only publish or retire pypi:acme/widget or read pypi:acme; it was used to publish pypi:acme/gadget.',
    next: 'Use a token that may publish pypi:acme/gadget.',
  })
})

const described = (...rows: readonly AllowRow[]) => allow.describe({ kind: 'allow', rows })
const everything = actions.filter(action => action !== 'identify')

test('rows about the same targets are said together, each action once and in its order', () => {
  expect(
    described(
      row(['publish'], 'pypi:acme', 'hex:acme'),
      row(['read'], '*'),
      row(['read', 'publish'], 'hex:acme', 'pypi:acme'),
    ),
  ).toBe('may only read or publish pypi:acme or hex:acme or read *')
  expect(described(row(['publish'], 'pypi:acme'), row(['read'], 'pypi:acme', '*'))).toBe(
    'may only publish pypi:acme or read pypi:acme or *',
  )
})

test('a refusal says them together, too', () => {
  const rows = [row(['publish'], 'pypi:beta'), row(['read'], 'pypi:beta')]
  expect(allow.clears({ kind: 'allow', rows }, upload)).toMatchObject({
    message: expect.stringMatching(/^This token may only read or publish pypi:beta; it was used to /),
  })
})

test('every action anywhere is whatever the owner may, in however many rows it stands', () => {
  expect(described(row(everything, '*'))).toBe('may do whatever its owner may')
  expect(described(row(actions, 'pypi:acme', '*'))).toBe('may do whatever its owner may')
  const reading = row(['read'], '*', 'pypi:acme')
  const others = everything.filter(action => action !== 'read')
  expect(described(row(['describe'], '*'), row(others, '*'), reading)).toBe('may do whatever its owner may')
})

test('without one of them, or in one place, it is not', () => {
  for (const missing of everything) {
    const rest = everything.filter(action => action !== missing)
    expect(described(row(rest, '*'), row([missing], '*:acme'))).toMatch(/^may only /)
  }
  expect(described(row(everything, '*:acme'))).toMatch(/^may only describe, .* or account \*:acme$/)
})
