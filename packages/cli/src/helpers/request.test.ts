import { refused } from '@latchkey/tokens'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { propertyOptions } from '../../../../test/support/runs.ts'
import { readLines } from './index.ts'

async function linesOf(...pieces: readonly Uint8Array[]): Promise<readonly string[]> {
  async function* come() {
    yield* pieces
  }
  const lines: string[] = []
  for await (const line of readLines(come())) lines.push(refused(line) ? `(${line.message})` : line)
  return lines
}

const bytes = (text: string) => new TextEncoder().encode(text)

test('lines are the same in whatever pieces they come', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.string({ unit: fc.constantFrom('a', 'é', '💡', '\n', '\r') }),
      fc.nat(),
      async (text, seed) => {
        const whole = bytes(text)
        const cuts = [...new Set([seed % (whole.length + 1), (seed >> 8) % (whole.length + 1)])].sort(
          (a, b) => a - b,
        )
        const pieces = [0, ...cuts].map((from, i) => whole.subarray(from, cuts[i] ?? whole.length))
        const expected = text.endsWith('\n') || text === '' ? text.split('\n').slice(0, -1) : text.split('\n')
        expect(await linesOf(...pieces)).toEqual(expected)
      },
    ),
    propertyOptions(1000),
  )
})

test('a line is there before the input ends', async () => {
  async function* waitsForAnAnswer() {
    yield bytes('{"v":1}\n')
    throw new Error('It was answered before.')
  }
  for await (const line of readLines(waitsForAnAnswer())) {
    expect(line).toBe('{"v":1}')
    break
  }
})

test('what is longer than any program’s request is refused before it is held', async () => {
  async function* forEver() {
    for (;;) yield new Uint8Array(4096).fill(97)
  }
  const lines: unknown[] = []
  for await (const line of readLines(forEver())) lines.push(line)
  expect(lines).toMatchObject([{ code: 'bad_request' }])
})

test('what is not in UTF-8 is refused, and nothing behind it is read', async () => {
  const lines = await linesOf(bytes('one\n'), new Uint8Array([0xc3, 0x28, 10]), bytes('two\n'))
  expect(lines).toEqual(['one', '(The request is not in UTF-8.)'])
})
