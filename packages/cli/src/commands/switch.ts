/** `latchkey switch`: which registry and account commands use. */
import { text } from '@latchkey/protocol/command'
import { refused } from '@latchkey/tokens'
import { defineCommand } from '../command.ts'
import type { Chosen } from '../registries/index.ts'

export const command = defineCommand({
  name: 'switch',
  about: 'Chooses which registry and account commands use. Without words it lists what there is.',
  examples: [
    '# What there is, and what is in use',
    'latchkey switch',
    '# Another registry, or another account, by its name',
    'latchkey switch packages.example.com',
    'latchkey switch ada-at-work',
  ],
  operands: ['[REGISTRY|ACCOUNT]'],
  options: { account: text('NAME', 'Which of several accounts at that registry.') },
  async run({ account }, desk, [which]) {
    const { choose } = await import('../accounts/index.ts')
    const answer = await choose(desk, { which, account })
    if (refused(answer)) return answer
    const { current, known, overriddenBy } = answer
    return {
      data: { current: current ? asData(current) : null, known: known.map(asData) },
      text:
        which === undefined && account === undefined
          ? known.map(each => `${each === current ? '*' : ' '} ${inWords(each)}`).join('\n')
          : `In use: ${current ? inWords(current) : 'nothing'}`,
      ...(overriddenBy !== undefined && {
        note: `Warning: ${overriddenBy} in the environment goes before it. To stop that: unset ${overriddenBy}`,
      }),
    }
  },
})

function inWords({ registry, account, username }: Chosen): string {
  const name = account ?? username
  return name === undefined ? registry : `${registry} as ${name}`
}

function asData({ registry, account, username }: Chosen): object {
  return { registry, account: account ?? null, username: username ?? null }
}
