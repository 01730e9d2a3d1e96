/** The catalogue is whole: every language says everything, with every part that it is given. */
import { expect, test } from 'vitest'
import { eventNames } from '../../audit/index.ts'
import { english } from './en/index.ts'
import { languages } from './languages.ts'

/** Each text by its path: `home.hello`. */
function textsOf(value: unknown, path = ''): ReadonlyMap<string, unknown> {
  const isText = typeof value !== 'object' || value === null || value instanceof String
  if (isText) return new Map([[path, value]])
  return new Map(
    Object.entries(value).flatMap(([name, each]) => [
      ...textsOf(each, path === '' ? name : `${path}.${name}`),
    ]),
  )
}

/** What is partial by intention, and what takes more than texts. */
const apart = /^(refusals|eventDetails|caveats|language|locale|name)(\.|$)/

/** Stands for a name, a number or a link alike, and is found again in what was said with it. */
function part(index: number): unknown {
  const mark = `${70_001 + index}`
  return Object.assign((text: string) => `${mark}${text}`, {
    toString: () => mark,
    valueOf: () => Number(mark),
  })
}

function partsIn(text: unknown): readonly string[] {
  const parts = [1, 2, 3].map((_, index) => part(index))
  const said = typeof text === 'function' ? text(...parts) : text
  return (
    String(said)
      .replaceAll(/(?<=\d)[.,\s](?=\d{3})/g, '')
      .match(/7000\d/g)
      ?.toSorted() ?? []
  )
}

const others = languages.filter(each => each !== english)

test.each(others)('$name says everything that English says, and nothing besides', other => {
  const keysOf = (words: object) => [...textsOf(words).keys()].filter(path => !apart.test(path)).toSorted()
  expect(keysOf(other)).toEqual(keysOf(english))
})

test.each(others)('$name drops no part that a sentence is given, whatever the count', other => {
  const theirs = textsOf(other)
  const sentences = [...textsOf(english)].filter(([path]) => !apart.test(path))
  expect(sentences.filter(([, text]) => typeof text === 'function').length).toBeGreaterThan(50)
  for (const [path, text] of sentences) expect(partsIn(theirs.get(path)), path).toEqual(partsIn(text))
})

test.each(languages)('$name has a sentence for every event, and no text is empty', words => {
  for (const name of Object.keys(eventNames)) {
    expect(words.eventSentences[name as keyof typeof eventNames], name).toMatch(/^\p{Lu}.*\.$/u)
  }
  for (const [path, text] of textsOf(words)) {
    if (typeof text !== 'function') expect(String(text).trim(), path).not.toBe('')
  }
})

test.each(others)('$name translates: nothing longer than a word is left in English', other => {
  const theirs = textsOf(other)
  const same = [...textsOf(english)].filter(
    ([path, text]) => typeof text !== 'function' && / /.test(String(text)) && theirs.get(path) === text,
  )
  expect(same).toEqual([])
})

test.each(others)('$name says of every refusal what to do next', ({ refusals }) => {
  for (const [code, { message, next }] of Object.entries(refusals)) {
    expect(message, code).toMatch(/[.]$/)
    expect(next, code).toMatch(/[.]$/)
  }
})
