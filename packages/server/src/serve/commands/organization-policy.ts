/** `latchkey-server organization policy`: what an organization asks of its people and of their keys. */
import { defineCommand, text } from '@latchkey/protocol/command'
import { type Refusal, refuse, refused } from '@latchkey/tokens'
import type { Policy } from '../../access/index.ts'
import { operator } from '../../audit/index.ts'
import { withExistingRooms } from '../with-rooms.ts'
import { unknownOrganization } from './owner.ts'

export const command = defineCommand({
  name: 'organization policy',
  about: 'Shows or sets what an organization asks of its people and of their keys. It holds at once.',
  examples: [
    'npx latchkey-server organization policy acme',
    'npx latchkey-server organization policy acme --require-second-factor yes --longest-key-days 90',
    'npx latchkey-server organization policy acme --longest-key-days none --json',
  ],
  operands: ['NAME'],
  options: {
    'require-second-factor': text('yes|no', 'Whether people without a second factor are kept out.'),
    'keys-need-window': text('yes|no', 'Whether people’s keys change something only after a one-time code.'),
    'longest-key-days': text('DAYS|none', 'For how long keys may work that are used in it.'),
    'key-makers': text('admin|owner', 'The lowest role that makes keys of the organization.'),
    'key-exchange': text('allow|warn|refuse', 'Whether people’s keys are exchanged for reading it.'),
  },
  async run(values, terminal, [name = '']) {
    const change = readChange(values)
    if (refused(change)) return change
    return withExistingRooms(terminal.environment, async ({ organizations }) => {
      const organization = await organizations.byName(name)
      if (!organization) return unknownOrganization(name)
      const policy = await organizations.setPolicy(organization.id, change, operator)
      if (refused(policy)) return policy
      const { longestKeyDays = null } = policy
      return {
        data: { organization: name, policy: { ...policy, longestKeyDays } },
        text: inWords(name, policy),
      }
    })
  },
})

/** As they were typed, by the names of the options. */
type Typed = Readonly<Record<string, string | undefined>>

function readChange(typed: Typed): Partial<Policy> | Refusal<'usage'> {
  const requireSecondFactor = oneOf(typed, 'require-second-factor', ['yes', 'no'])
  if (refused(requireSecondFactor)) return requireSecondFactor
  const keysNeedWindow = oneOf(typed, 'keys-need-window', ['yes', 'no'])
  if (refused(keysNeedWindow)) return keysNeedWindow
  const keyMakers = oneOf(typed, 'key-makers', ['admin', 'owner'])
  if (refused(keyMakers)) return keyMakers
  const keyExchange = oneOf(typed, 'key-exchange', ['allow', 'warn', 'refuse'])
  if (refused(keyExchange)) return keyExchange
  const days = typed['longest-key-days']
  if (days !== undefined && days !== 'none' && !/^\d{1,4}$/.test(days)) {
    return refuse('usage', '--longest-key-days takes a number of days, or "none".', 'For example: 90')
  }
  return {
    ...(requireSecondFactor !== undefined && { requireSecondFactor: requireSecondFactor === 'yes' }),
    ...(keysNeedWindow !== undefined && { keysNeedWindow: keysNeedWindow === 'yes' }),
    ...(days !== undefined && { longestKeyDays: days === 'none' ? undefined : Number(days) }),
    ...(keyMakers !== undefined && { keyMakers }),
    ...(keyExchange !== undefined && { keyExchange }),
  }
}

function oneOf<const Word extends string>(
  typed: Typed,
  option: string,
  words: readonly Word[],
): Word | undefined | Refusal<'usage'> {
  const given = typed[option]
  const word = words.find(each => each === given)
  if (given === undefined || word !== undefined) return word
  return refuse(
    'usage',
    `--${option} takes one of: ${words.join(', ')}.`,
    `For example: --${option} ${words[0]}`,
  )
}

const exchanges = { allow: 'yes', warn: 'yes, with a warning', refuse: 'no' } as const

function inWords(name: string, policy: Policy): string {
  const days = policy.longestKeyDays
  return [
    `What ${name} asks of its people and of their keys:`,
    `  a second factor is required of everybody: ${policy.requireSecondFactor ? 'yes' : 'no'}`,
    `  people's keys change something only after a one-time code: ${policy.keysNeedWindow ? 'yes' : 'no'}`,
    `  the longest that a key may work: ${days === undefined ? 'no limit' : days === 1 ? '1 day' : `${days} days`}`,
    `  who makes its keys: ${policy.keyMakers === 'owner' ? 'owners alone' : 'admins and owners'}`,
    `  people's keys are exchanged for reading it: ${exchanges[policy.keyExchange]}`,
  ].join('\n')
}
