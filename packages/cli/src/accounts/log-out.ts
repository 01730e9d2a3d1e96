/** Logins are ended at their registries, then erased here; what could not be ended is kept, and said. */
import { type Refusal, refuse, refused } from '@latchkey/tokens'
import type { Desk } from '../desk/index.ts'
import {
  type Asked,
  type Chosen,
  changeSettings,
  chooseRegistry,
  clientFor,
  isSameLogin,
  type Keepings,
  openKeepings,
  type Settings,
  typedFor,
} from '../registries/index.ts'
import { asOffline } from './as-offline.ts'
import { everyLogin, originOf } from './every-login.ts'
import { keptTokens } from './kept-tokens.ts'

export interface LogOutAsked extends Asked {
  readonly all: boolean
  /** Erases it here whatever its registry says. */
  readonly forget: boolean
}

export interface LoggedOut {
  readonly chosen: Chosen
  /** `lives on`: nothing is left of it here, but its registry has not ended it. */
  readonly became: 'ended' | 'lives on' | 'there was none'
  /** What keys had been traded for, and is erased, too: `*:acme`. */
  readonly tokens: readonly string[]
  /** What is used there all the same: a variable's name. */
  readonly stillUsed?: string
}

export interface NotLoggedOut {
  readonly chosen: Chosen
  readonly refusal: Refusal
}

export type LogOutResult = LoggedOut | NotLoggedOut

export async function logOutOf(
  desk: Desk,
  asked: LogOutAsked,
): Promise<{ readonly results: readonly LogOutResult[]; readonly settings: Settings } | Refusal> {
  const keepings = await openKeepings(desk)
  if (refused(keepings)) return keepings
  const meant = asked.all ? await everyOne(keepings) : chooseRegistry(desk, asked, keepings.settings)
  if (refused(meant)) return meant
  const results = await Promise.all(
    [meant].flat().map(chosen => logOutOne(desk, keepings, chosen, asked.forget)),
  )
  const gone = results.flatMap(each => ('became' in each ? [each.chosen] : []))
  const settings = await changeSettings(keepings, before => without(before, gone))
  return refused(settings) ? settings : { results, settings }
}

async function everyOne({ settings, store }: Keepings): Promise<readonly Chosen[] | Refusal> {
  const state = await store.read()
  if (refused(state)) return state as Refusal
  const all = everyLogin(settings, state)
  return all.length > 0
    ? all
    : refuse('no_registry', 'There is no login here.', 'Run: latchkey login REGISTRY')
}

async function logOutOne(
  desk: Desk,
  keepings: Keepings,
  chosen: Chosen,
  forget: boolean,
): Promise<LogOutResult> {
  const before = await keepings.store.read()
  const kept = refused(before) ? [] : keptTokens(before, originOf(chosen), desk.now())
  const client = await clientFor(desk, keepings, chosen)
  if (refused(client)) return { chosen, refusal: client }
  const answer = await client.logOut({ evenIfItLivesOn: forget, signal: desk.interruption() })
  if (refused(answer)) {
    const { code, message, next } = asOffline(answer)
    return {
      chosen,
      refusal: refuse(code, message, answer.code === 'logout_incomplete' ? orForget(chosen) : next),
    }
  }
  const became = !answer.wasLoggedIn ? 'there was none' : answer.ended ? 'ended' : 'lives on'
  const { candidates } = await client.explain()
  const stillUsed = candidates.find(({ outcome }) => outcome === 'won')?.where
  return {
    chosen,
    became,
    tokens: kept.map(({ name }) => name),
    ...(stillUsed !== undefined && { stillUsed }),
  }
}

function orForget(chosen: Chosen): string {
  const again = typedFor('logout', chosen)
  return `Run again: ${again} (or end it at ${chosen.registry}/account/logins, and run: ${again} --forget)`
}

/** The last one that there was stays known, so that logging in again needs no address; another takes the place of the current one. */
function without({ current, known }: Settings, gone: readonly Chosen[]): Settings {
  const isGone = (each: Chosen) => gone.some(one => isSameLogin(one, each))
  const left = known.filter(each => !isGone(each))
  const [first] = known
  if (left.length === 0) {
    const { registry } = current ?? first ?? {}
    return registry === undefined ? { known } : { current: { registry }, known: [{ registry }] }
  }
  if (current === undefined || !isGone(current)) return { ...(current && { current }), known: left }
  const next = left.find(({ registry }) => registry === current.registry) ?? left[0]
  return { ...(next && { current: next }), known: left }
}
