/** What of the events is asked for: as it stands in the address of the page, and as the audit is asked. */
import { normalPackageName } from '@latchkey/tokens'
import { type EventFilter, isEventName } from '../../audit/index.ts'
import type { House } from '../house.ts'

/** The parameters of the address, each as it was typed. */
export const filterNames = ['what', 'who', 'package', 'address', 'from', 'to', 'key', 'login'] as const

export type FilterName = (typeof filterNames)[number]

export type TypedFilter = Readonly<Partial<Record<FilterName, string>>>

/** Without what was left empty, and without days that are none. */
export function typedFilter(query: URLSearchParams): TypedFilter {
  const typed: Partial<Record<FilterName, string>> = {}
  for (const name of filterNames) {
    const text = query.get(name)?.trim() ?? ''
    const isDay = (name !== 'from' && name !== 'to') || dayOf(text) !== undefined
    if (text !== '' && isDay && (name !== 'what' || isEventName(text))) typed[name] = text
  }
  return typed
}

/** A name that nobody has, and a package that there is not, are in no event. */
export async function filterFrom(typed: TypedFilter, house: House): Promise<EventFilter> {
  const { what, who, package: target, key, login, address } = typed
  const [from, to] = [dayOf(typed.from), dayOf(typed.to)]
  return {
    ...(what !== undefined && isEventName(what) && { what }),
    ...(who !== undefined && { actor: (await house.accounts.byUsername(who.toLowerCase()))?.id ?? '' }),
    ...(target !== undefined && { package: (await packageIdOf(target, house)) ?? '' }),
    ...{ ...(key !== undefined && { key }), ...(login !== undefined && { login }) },
    ...(address !== undefined && { address }),
    ...(from !== undefined && { from }),
    ...(to !== undefined && { until: to + day }),
  }
}

const day = 86_400_000

/** Of a day in UTC, its first millisecond since 1970. */
function dayOf(text = ''): number | undefined {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return undefined
  const instant = Date.parse(text)
  return Number.isNaN(instant) ? undefined : instant
}

/** Of `pypi:acme/widget`. */
async function packageIdOf(target: string, { repositories }: House): Promise<string | undefined> {
  const [, ecosystem = '', name = '', wanted = ''] = /^([a-z]+):([a-z0-9-]+)\/(.+)$/.exec(target) ?? []
  const repository = await repositories.find(name, ecosystem)
  return (
    repository && (await repositories.findPackage(repository.id, normalPackageName(ecosystem, wanted)))?.id
  )
}
