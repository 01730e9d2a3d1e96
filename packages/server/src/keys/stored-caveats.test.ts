import { refused, writeCaveats } from '@latchkey/tokens'
import { expect, test } from 'vitest'
import { keyCaveats } from './key-caveats.ts'
import { readStoredCaveats } from './stored-caveats.ts'

/** As a row has them, for so many targets. */
function stored(...targets: readonly string[]): string {
  const caveats = keyCaveats({ allow: [{ actions: ['read'], targets }], networks: ['192.0.2.0/24'] })
  if (refused(caveats)) throw new Error(caveats.message)
  return writeCaveats(caveats)
}

function read(text: string) {
  const caveats = readStoredCaveats(text)
  if (refused(caveats)) throw new Error(caveats.message)
  return caveats
}

test('what was read of a text is read once, and is what the text says', () => {
  const text = stored('pypi:acme')
  const caveats = read(text)
  expect(writeCaveats(caveats)).toBe(text)
  expect(read(`${text.slice(0, 9)}${text.slice(9)}`)).toBe(caveats)
})

test('another text has caveats of its own, however little differs', () => {
  const [narrow, wide] = [read(stored('pypi:acme/widget')), read(stored('pypi:acme'))]
  expect(writeCaveats(narrow)).toBe(stored('pypi:acme/widget'))
  expect(writeCaveats(wide)).toBe(stored('pypi:acme'))
})

test('nothing in them can be changed: all keys that are restricted alike would be', () => {
  const everything: unknown[] = [read(stored('pypi:acme'))]
  for (const part of everything) {
    expect(Object.isFrozen(part)).toBe(true)
    for (const each of Object.values(part as object)) if (typeof each === 'object') everything.push(each)
  }
  expect(everything.length).toBeGreaterThan(5)
})

test('what cannot be read is refused each time', () => {
  for (const text of ['', '[', '{}', '[["unheard-of"]]']) {
    expect(readStoredCaveats(text)).toSatisfy(refused)
    expect(readStoredCaveats(text)).toSatisfy(refused)
  }
})

test('a text that is no longer in use is forgotten', () => {
  const text = stored('pypi:acme')
  const caveats = read(text)
  for (let n = 0; n < 10_000; n += 1) read(stored(`pypi:acme/package-${n}`))
  expect(read(text)).not.toBe(caveats)
  expect(read(text)).toEqual(caveats)
})
