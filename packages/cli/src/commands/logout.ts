/** `latchkey logout`: ends the login at its registry, then erases it here. */
import { flag, text } from '@latchkey/protocol/command'
import { refuse, refused } from '@latchkey/tokens'
import type { LogOutResult } from '../accounts/index.ts'
import { defineCommand } from '../command.ts'
import { exitCodes } from '../exit-codes.ts'
import type { Chosen } from '../registries/index.ts'

export const command = defineCommand({
  name: 'logout',
  about:
    'Logs out: the registry ends the login, and with it every token made from it; then it is erased here. Where the registry\n' +
    'cannot be told, the login is kept, so that the same can be tried again.',
  examples: [
    '# Of the registry in use',
    'latchkey logout',
    '# Of every registry and account',
    'latchkey logout --all',
    '# Of a registry that is gone for good',
    'latchkey logout https://packages.example.com --forget',
  ],
  operands: ['[REGISTRY]'],
  options: {
    account: text('NAME', 'Which of several accounts there.'),
    all: flag('Every registry and account.'),
    forget: flag('Erase it here even where the registry cannot be told; there it lives on.'),
  },
  async run({ account, all, forget }, desk, [registry]) {
    if (all && (registry !== undefined || account !== undefined)) return allOrOne
    const { logOutOf } = await import('../accounts/index.ts')
    const answer = await logOutOf(desk, { registry, account, all, forget })
    if (refused(answer)) return answer
    const { results, settings } = answer
    const [only] = results
    if (!all && only !== undefined && 'refusal' in only) return only.refusal
    const failed = results.flatMap(each => ('refusal' in each ? [each.refusal] : []))
    const notes = [...new Set(results.flatMap(noteOn))]
    return {
      data: { accounts: results.map(asData), current: settings.current?.registry ?? null },
      text: results.flatMap(inWords).join('\n'),
      ...(notes.length > 0 && { note: notes.join('\n') }),
      ...(failed[0] && { exitCode: exitCodes[failed[0].code] ?? 1 }),
    }
  },
})

const allOrOne = refuse('usage', '--all is every registry and account.', 'Type --all alone, or name one.')

function whose({ registry, account, username }: Chosen): string {
  const name = username ?? account
  return name === undefined ? registry : `${registry} (${name})`
}

function inWords(result: LogOutResult): readonly string[] {
  if ('refusal' in result) return []
  if (result.became === 'there was none') return [`There was no login at ${whose(result.chosen)}.`]
  if (result.became === 'ended') return [`Logged out of ${whose(result.chosen)}. The login was ended there.`]
  return [`Erased the login at ${whose(result.chosen)} here.`]
}

function noteOn(result: LogOutResult): readonly string[] {
  const { chosen } = result
  if ('refusal' in result) return [`latchkey: ${result.refusal.message}\n${result.refusal.next}`]
  return [
    ...(result.became === 'lives on'
      ? [`The registry was not told: the login lives on there. End it at ${chosen.registry}/account/logins`]
      : []),
    ...(result.tokens.length === 0
      ? []
      : [`What keys were traded for at ${chosen.registry} is erased, too: ${result.tokens.join(', ')}`]),
    ...(result.stillUsed === undefined
      ? []
      : [`Warning: ${result.stillUsed} is still used there. To stop that: unset ${result.stillUsed}`]),
  ]
}

function asData(result: LogOutResult): object {
  const { registry, account, username } = result.chosen
  const about = { registry, account: account ?? null, username: username ?? null }
  if ('became' in result)
    return {
      ...about,
      became: result.became,
      tokens: result.tokens,
      stillUsed: result.stillUsed ?? null,
      error: null,
    }
  const { code, message, next } = result.refusal
  return { ...about, became: 'kept', tokens: [], stillUsed: null, error: { code, message, next } }
}
