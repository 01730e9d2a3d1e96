import { expect, test } from 'vitest'
import { formatOwner, parseOwner } from './owner.ts'

const owner = { pid: 4711, host: 'build-3', since: 1_795_300_000_000 }

test('a holder is read as it was written, with or without what its machine tells', () => {
  for (const each of [owner, { ...owner, pid: 1 }, { ...owner, table: 'a boot', start: '77' }])
    expect(parseOwner(formatOwner(each))).toStrictEqual(each)
})

test.for([
  ['', 'null', '7', '[]', '{}', '{"pid":4711,"ho'],
  [
    { ...owner, pid: 0 },
    { ...owner, pid: -1 },
    { ...owner, pid: 1.5 },
    { ...owner, pid: '4711' },
  ],
  [
    { ...owner, host: 7 },
    { ...owner, host: null },
    { pid: 4711, since: 1 },
  ],
  [
    { ...owner, since: 1.5 },
    { ...owner, since: '1' },
    { pid: 4711, host: 'build-3' },
  ],
])('nobody wrote any of these: %j', ([...texts]) => {
  for (const text of texts)
    expect(parseOwner(typeof text === 'string' ? text : JSON.stringify(text))).toBeUndefined()
})

test('what a machine tells of itself is left out where it is no text', () => {
  expect(parseOwner(JSON.stringify({ ...owner, table: 7, start: null }))).toStrictEqual(owner)
})
