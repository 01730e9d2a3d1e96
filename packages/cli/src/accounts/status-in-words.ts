/** How each login is, for people: a screenful for each registry and account. */
import { withoutSecrets } from '@latchkey/protocol/command'
import { fromNow, moment } from '../from-now.ts'
import { asWord } from '../registries/index.ts'
import type { KeptToken } from './kept-tokens.ts'
import type { AccountStatus, Trouble } from './status-of.ts'
import type { StatusOfAll } from './status-of-all.ts'

/** `now`: milliseconds since 1970. */
export function statusInWords({ accounts, tokens }: StatusOfAll, now: number): string {
  const blocks = accounts.map(each =>
    [heading(each), ...(each.state === 'live' ? live(each, now) : notLive(each))].join('\n'),
  )
  return [...blocks, ...(tokens.length === 0 ? [] : [kept(tokens, now)])].join('\n\n')
}

/** What ends soon for good: a login and what a key is traded for renew themselves until then. */
export function endingSoon({ accounts }: StatusOfAll, now: number): readonly string[] {
  return accounts.flatMap(each => {
    if (each.state !== 'live') return []
    const { chosen, found } = each
    const end = endOf(found)
    if (end === undefined || end - now > soon) return []
    const then =
      found.source === 'login' ? ` Log in again before: latchkey login ${asWord(chosen.registry)}` : ''
    return [`Warning: ${sources[found.source]} at ${chosen.registry} ends ${fromNow(end, now)}.${then}`]
  })
}

function endOf({ source, expiresAt, endsAt }: Live['found']): number | undefined {
  return source === 'login' || source === 'exchanged' ? endsAt : expiresAt
}

const soon = 7 * 86_400_000

function heading({ chosen: { registry, account, username }, current }: AccountStatus): string {
  const name = account ?? username
  return `${withoutSecrets(registry)}${name === undefined ? '' : ` as ${name}`}${current ? ' (in use)' : ''}`
}

type Live = Extract<AccountStatus, { readonly state: 'live' }>
type NotLive = Exclude<AccountStatus, Live>

function live({ found }: Live, now: number): readonly string[] {
  const { identity, organizations, source } = found
  // When the access token is over, which is renewed before, is nobody's concern.
  const may = (found.may ?? []).filter(line => source !== 'login' || !line.startsWith('until '))
  return [
    `  Account:       ${identity === undefined ? 'not said' : identity.name}`,
    `  Credential:    ${sources[source]}`,
    `  Good until:    ${until(endOf(found), now)}${found.source === 'login' ? '; it renews itself' : ''}`,
    `  Organizations: ${organizations.map(({ name, role }) => `${name} (${role})`).join(', ') || 'none'}`,
    `  Permissions:   ${may.join(`\n${' '.repeat(17)}`) || 'not said'}`,
  ]
}

function notLive({ state, refusal }: NotLive): readonly string[] {
  return [`  ${states[state]}`, `  ${refusal.message}`, `  ${refusal.next}`]
}

function kept(tokens: readonly KeptToken[], now: number): string {
  const lines = tokens.map(
    ({ registry, name, expiresAt }) => `  ${name} at ${registry}, until ${until(expiresAt, now)}`,
  )
  return ['Kept besides, made from a key:', ...lines].join('\n')
}

function until(end: number | undefined, now: number): string {
  return end === undefined ? 'it is ended' : moment(end, now)
}

const states: Readonly<Record<Trouble, string>> = {
  rejected: 'Rejected: the registry does not take this credential.',
  expired: 'Expired.',
  'logged out': 'Not logged in.',
  offline: 'Offline: whether the login is still good cannot be told now; it is kept.',
  'not known': 'Not known.',
}

const sources = {
  override: 'what this program was told to use',
  explicit: 'what this program was given',
  environment: 'a token in the environment',
  'repository key': 'a key set for one repository',
  key: 'a key',
  exchanged: 'a token made from a key',
  login: 'the login of this machine',
} as const
