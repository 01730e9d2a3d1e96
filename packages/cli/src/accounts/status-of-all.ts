/** Every registry and account of this person, and which of them is in use. */
import { loginName, type StoreState } from '@latchkey/client'
import { type Refusal, refused } from '@latchkey/tokens'
import type { Desk } from '../desk/index.ts'
import {
  type Asked,
  type Chosen,
  chooseRegistry,
  isSameLogin,
  openKeepings,
  registryAddress,
} from '../registries/index.ts'
import { everyLogin, originOf } from './every-login.ts'
import { type KeptToken, keptTokens } from './kept-tokens.ts'
import { type AccountStatus, statusOf } from './status-of.ts'

export interface StatusOfAll {
  /** The first is the one in use; where one was named, that. */
  readonly accounts: readonly [AccountStatus, ...AccountStatus[]]
  readonly tokens: readonly KeptToken[]
}

export async function statusOfAll(desk: Desk, asked: Asked): Promise<StatusOfAll | Refusal> {
  const keepings = await openKeepings(desk)
  if (refused(keepings)) return keepings
  const inUse = chooseRegistry(desk, asked, keepings.settings)
  if (refused(inUse)) return inUse
  const read = await keepings.store.read()
  const state: StoreState = refused(read) ? {} : read
  const all = everyLogin(keepings.settings, state).filter(each => isAskedAbout(each, asked))
  const usual = chooseRegistry(desk, {}, keepings.settings)
  const isInUse = (chosen: Chosen) => !refused(usual) && isSameLogin(chosen, usual)
  // Not what the environment puts before it.
  const loginOf = (chosen: Chosen) =>
    statusOf(desk, keepings, { chosen, current: false }, { sources: ['login'] })
  const [first, ...others] = await Promise.all([
    statusOf(desk, keepings, { chosen: inUse, current: isInUse(inUse) }),
    ...all.filter(each => !isSameLogin(each, inUse)).map(loginOf),
  ])
  const hidden = isHidden(first, state) ? [await loginOf(inUse)] : []
  const origins = [...new Set([inUse, ...all].map(originOf))]
  return {
    accounts: [first, ...hidden, ...others],
    tokens: origins.flatMap(origin => keptTokens(state, origin, desk.now())),
  }
}

/** Whether a login is kept that something else goes before. */
function isHidden(status: AccountStatus, state: StoreState): boolean {
  if (status.state !== 'live' || status.found.source === 'login') return false
  return state[loginName(originOf(status.chosen), status.chosen.account)] !== undefined
}

function isAskedAbout(each: Chosen, { registry, account }: Asked): boolean {
  if (registry !== undefined && each.registry !== registryAddress(registry)) return false
  return account === undefined || each.account === account || each.username === account
}
