/** Which registry and account are used from now on. */
import { nearest } from '@latchkey/protocol/command'
import { type Refusal, refuse, refused } from '@latchkey/tokens'
import type { Desk } from '../desk/index.ts'
import {
  accountAmong,
  asWord,
  type Chosen,
  changeSettings,
  isSameLogin,
  openKeepings,
  registryAddress,
} from '../registries/index.ts'

export interface Choice {
  readonly current: Chosen | undefined
  readonly known: readonly Chosen[]
  /** What goes before it: a variable's name. */
  readonly overriddenBy?: string
}

export async function choose(
  desk: Desk,
  asked: { readonly which: string | undefined; readonly account: string | undefined },
): Promise<Choice | Refusal> {
  const keepings = await openKeepings(desk)
  if (refused(keepings)) return keepings
  const { known, current } = keepings.settings
  if (known.length === 0) return nothingKnown
  const overriddenBy =
    (desk.environment['LATCHKEY_REGISTRY'] ?? '') === '' ? {} : { overriddenBy: 'LATCHKEY_REGISTRY' }
  if (asked.which === undefined && asked.account === undefined)
    return { current: known.find(each => isSameLogin(each, current)), known, ...overriddenBy }
  // Among those of that moment: one that another process logs out of meanwhile is not chosen.
  const settings = await changeSettings(keepings, ({ known, current }) => {
    const chosen = find(known, current, asked)
    return refused(chosen) ? chosen : { known, current: chosen }
  })
  return refused(settings) ? settings : { current: settings.current, known: settings.known, ...overriddenBy }
}

/** An address or a host is a registry; any other word is an account, here before elsewhere. */
function find(
  known: readonly Chosen[],
  current: Chosen | undefined,
  { which, account }: { readonly which: string | undefined; readonly account: string | undefined },
): Chosen | Refusal {
  const there =
    which === undefined
      ? known.filter(({ registry }) => registry === current?.registry)
      : known.filter(({ registry }) => registry === registryAddress(which) || hostOf(registry) === which)
  if (account !== undefined) return accountAmong(there, account) ?? unknown(known, account)
  if (which === undefined) return unknown(known, '')
  const [first] = there
  if (first !== undefined)
    return there.find(each => isSameLogin(each, current)) ?? there.find(each => !each.account) ?? first
  const called = known.filter(each => each.account === which || each.username === which)
  const here = called.filter(({ registry }) => registry === current?.registry)
  const [only, another] = here.length > 0 ? here : called
  if (only === undefined) return unknown(known, which)
  return another === undefined || here.length > 0 ? only : severalCalled(which, called)
}

function hostOf(registry: string): string {
  return URL.canParse(registry) ? new URL(registry).host : registry
}

function unknown(known: readonly Chosen[], typed: string): Refusal<'usage'> {
  const names = known.flatMap(({ registry, account, username }) => [
    ...[registry, hostOf(registry)],
    ...[account, username].filter(each => each !== undefined),
  ])
  const near = nearest(typed, [...new Set(names)])
  return refuse(
    'usage',
    'No registry or account of yours is called that.',
    near === undefined
      ? 'See which there are: latchkey switch'
      : `Did you mean: latchkey switch ${asWord(near)}`,
  )
}

function severalCalled(name: string, [first]: readonly Chosen[]): Refusal<'usage'> {
  return refuse(
    'usage',
    'Several registries have an account of that name.',
    `Name the registry, too: latchkey switch ${asWord(first?.registry ?? '')} --account ${name}`,
  )
}

const nothingKnown = refuse(
  'no_registry',
  'You are not logged in to any registry.',
  'Run: latchkey login https://packages.example.com',
)
