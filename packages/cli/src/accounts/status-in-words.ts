/** How each login is, for people: a screenful for each registry and account. */
import { fromNow } from '../from-now.ts'
import type { AccountStatus, Trouble } from './status-of.ts'
import type { KeptToken, StatusOfAll } from './status-of-all.ts'

/** `now`: milliseconds since 1970. */
export function statusInWords({ accounts, tokens }: StatusOfAll, now: number): string {
  const blocks = accounts.map(each =>
    [heading(each), ...(each.state === 'live' ? live(each, now) : notLive(each))].join('\n'),
  )
  return [...blocks, ...(tokens.length === 0 ? [] : [kept(tokens, now)])].join('\n\n')
}

/** What ends soon and does not renew itself. */
export function endingSoon({ accounts }: StatusOfAll, now: number): readonly string[] {
  return accounts.flatMap(each => {
    if (each.state !== 'live') return []
    const { chosen, found } = each
    const { source, expiresAt = Number.POSITIVE_INFINITY } = found
    if (source === 'login' || expiresAt - now > soon) return []
    return [`Warning: ${sources[source]} at ${chosen.registry} ends ${fromNow(expiresAt, now)}.`]
  })
}

const soon = 7 * 86_400_000

function heading({ chosen: { registry, account, username }, current }: AccountStatus): string {
  const name = account ?? username
  return `${registry}${name === undefined ? '' : ` as ${name}`}${current ? ' (in use)' : ''}`
}

type Live = Extract<AccountStatus, { readonly state: 'live' }>
type NotLive = Exclude<AccountStatus, Live>

function live({ found }: Live, now: number): readonly string[] {
  const { identity, organizations, may = [], source, expiresAt } = found
  return [
    `  Account:       ${identity === undefined ? 'not said' : identity.name}`,
    `  Credential:    ${sources[source]}`,
    `  Good until:    ${until(source === 'login', expiresAt, now)}`,
    `  Organizations: ${organizations.map(({ name, role }) => `${name} (${role})`).join(', ') || 'none'}`,
    '  May do:',
    ...(may.length === 0 ? ['    whatever the account may'] : may.map(line => `    ${line}`)),
  ]
}

function notLive({ state, refusal }: NotLive): readonly string[] {
  return [`  ${states[state]}`, `  ${refusal.message}`, `  ${refusal.next}`]
}

function kept(tokens: readonly KeptToken[], now: number): string {
  const lines = tokens.map(
    ({ registry, name, expiresAt }) => `  ${name} at ${registry}: ${until(false, expiresAt, now)}`,
  )
  return ['Kept besides, made from a key:', ...lines].join('\n')
}

function until(renews: boolean, expiresAt: number | undefined, now: number): string {
  if (renews) return 'it is ended, or not used for long: it renews itself'
  return expiresAt === undefined
    ? 'it is revoked'
    : `${new Date(expiresAt).toISOString()}, ${fromNow(expiresAt, now)}`
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
