import { expect, test } from 'vitest'
import { processTerminal } from './index.ts'

async function* typed(...pieces: readonly Uint8Array[]) {
  yield* pieces
}

function terminal(...pieces: readonly Uint8Array[]) {
  const written: string[] = []
  const said: string[] = []
  const streams = {
    stdin: typed(...pieces),
    stdout: { write: (text: string) => written.push(text) },
    stderr: { write: (text: string) => said.push(text) },
  }
  const hands = { now: () => 0, readFile: async () => new Uint8Array() }
  return { written, said, made: processTerminal({ env: {}, ...streams }, hands) }
}

test('nothing that is said to a person is obeyed by their terminal; what a program reads stays as it is', () => {
  const { written, said, made } = terminal()
  made.say('\u001b[2J\u202eadmin\n')
  made.write('\u001b[2J')
  expect([said, written]).toEqual([['\\u001b[2J\\u202eadmin\n'], ['\u001b[2J']])
})

test('a letter that came in two pieces is one', async () => {
  const bytes = new TextEncoder().encode('zwölf')
  expect(await terminal(bytes.slice(0, 3), bytes.slice(3)).made.readInput()).toBe('zwölf')
})
