import { PassThrough } from 'node:stream'
import { expect, test } from 'vitest'
import { ask, askSecret } from './ask.ts'

function person(typed: string) {
  const [stdin, stderr] = [new PassThrough(), new PassThrough()]
  stdin.end(typed)
  const shown = () => String(stderr.read() ?? '')
  return { shown, running: { stdin, stderr } as unknown as NodeJS.Process }
}

test('a line is an answer, and a secret is not shown while it is typed', async () => {
  const one = person('yes\n')
  expect(await ask(one.running, 'Really? ')).toBe('yes')
  const other = person('hunter2\n')
  expect((await askSecret(other.running, 'Code: '))?.expose()).toBe('hunter2')
  expect(other.shown()).toBe('Code: \n')
})

test.each([
  ['Ctrl-C', '\u0003'],
  ['Ctrl-D', '\u0004'],
  ['the end of input', ''],
])('%s is no answer', async (_, typed) => {
  expect(await ask(person(typed).running, 'Really? ')).toBeUndefined()
  expect(await askSecret(person(typed).running, 'Code: ')).toBeUndefined()
})

test('what is asked tells the terminal nothing, whoever named what it is about', async () => {
  const { shown, running } = person('123456\n')
  await askSecret(running, 'Revoke "\u001b[2J"? ')
  expect(shown()).toBe('Revoke "\\u001b[2J"? \n')
})

test('a secret is asked for once the terminal echoes no longer', async () => {
  const { running } = person('hunter2\n')
  const order: string[] = []
  Object.assign(running.stdin, { setRawMode: (on: boolean) => order.push(on ? 'silent' : 'loud') })
  const write = running.stderr.write.bind(running.stderr)
  running.stderr.write = (text: string | Uint8Array) => {
    order.push(String(text))
    return write(text)
  }
  await askSecret(running, 'Code: ')
  expect(order).toEqual(['silent', 'Code: ', 'loud', '\n'])
})
