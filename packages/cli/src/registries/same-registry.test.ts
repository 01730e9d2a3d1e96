import { expect, test } from 'vitest'
import { commands } from '../commands/index.ts'
import { atSameRegistry } from './index.ts'

const there = { registry: 'https://b.example' }

test.each([
  ['Run: latchkey key list', 'Run: latchkey key list --registry https://b.example'],
  ['latchkey key rotate ci --yes', 'latchkey key rotate ci --registry https://b.example --yes'],
  [
    String.raw`latchkey key revoke 'it'\''s (mine)' old`,
    String.raw`latchkey key revoke 'it'\''s (mine)' old --registry https://b.example`,
  ],
  [
    'Pipe it in: latchkey organization auth acme < FILE',
    'Pipe it in: latchkey organization auth acme --registry https://b.example < FILE',
  ],
  ['latchkey exec -- twine upload', 'latchkey exec --registry https://b.example -- twine upload'],
  [
    'Type latchkey may publish pypi:acme/widget.',
    'Type latchkey may publish pypi:acme/widget --registry https://b.example.',
  ],
  ['latchkey organization key acme list', 'latchkey organization key acme list --registry https://b.example'],
  [
    'Pipe it in (latchkey step-up < FILE)',
    'Pipe it in (latchkey step-up --registry https://b.example < FILE)',
  ],
  ['Run: latchkey login https://b.example', 'Run: latchkey login https://b.example'],
  ['latchkey token burn --registry https://c.example', 'latchkey token burn --registry https://c.example'],
  ['Write --package pypi:acme/widget.', 'Write --package pypi:acme/widget.'],
])('%s', (sentence, expected) => {
  expect(atSameRegistry(sentence, there)).toBe(expected)
})

test('the account that was named, too; and what a shell would obey is quoted', () => {
  expect(atSameRegistry('latchkey whoami', { account: 'work' })).toBe('latchkey whoami --account work')
  expect(atSameRegistry('latchkey whoami', { registry: 'a; rm' })).toBe("latchkey whoami --registry 'a; rm'")
})

test('every command that is told where and is named in a sentence, knows the options', async () => {
  for (const { name, load } of commands) {
    const { command } = (await load()) as { command: { options: object } }
    const typed = `latchkey ${name.replace('ORG', 'acme')}`
    if (atSameRegistry(typed, there) !== typed)
      expect([name, Object.keys(command.options)]).toEqual([
        name,
        expect.arrayContaining(['registry', 'account']),
      ])
  }
})
