/** Which repository is meant, where it is, and that the client's own words lead nowhere else. */
import type { AuthClient } from '@latchkey/client'
import { parseTarget, quoted, type Refusal, refuse, refused } from '@latchkey/tokens'
import type { Doing, RepositoryPlace } from './client.ts'

/**
 * `named`: by whoever typed `--repository`. Else what the client is told, else the only one that there is. `shownAt`: where
 * it would show its credential besides.
 */
export async function chooseRepository(
  client: Pick<AuthClient, 'registry' | 'status'>,
  ecosystem: string,
  { doing, named, shownAt = [] }: Asked,
): Promise<{ readonly name: string; readonly place: RepositoryPlace } | Refusal> {
  const registry = client.registry.api.url
  const organizationAt = (address: string) => organizationIn(address, registry, ecosystem)
  const other = shownAt.find(address => organizationAt(address) === undefined)
  if (other !== undefined) return elsewhere(other, registry, 'Give that place a credential of its own there.')
  const told = (doing.told ?? []).map(organizationAt)
  if ((doing.told ?? []).length > 0 && told.every(each => each === undefined)) {
    return elsewhere(
      doing.told?.[0] ?? '',
      registry,
      'Leave that option out, or name that registry: --registry URL.',
    )
  }
  const organization =
    (named === undefined ? undefined : readName(named, ecosystem)) ??
    told.find(each => each !== undefined && each !== '') ??
    doing.organization ??
    hintedOrganization(doing.hinted ?? [], registry, ecosystem) ??
    (await theOnlyOne(client, ecosystem))
  if (refused(organization)) return organization
  if (told.some(each => each !== undefined && each !== '' && each !== organization))
    return anotherTold(ecosystem, organization)
  const name = `${ecosystem}:${organization}`
  const url = client.registry.place(name)?.url
  return url === undefined ? notARepository(name) : { name, place: { registry, url, organization } }
}

interface Asked {
  readonly doing: Doing
  readonly named: string | undefined
  readonly shownAt?: readonly string[]
}

/** The organization that an address is of; empty where it is of the registry, and of none. */
function organizationIn(address: string, registry: string, ecosystem: string): string | undefined {
  if (!URL.canParse(address)) return undefined
  const { origin, pathname } = new URL(address)
  const base = new URL(registry)
  if (origin !== base.origin || !`${pathname}/`.startsWith(base.pathname)) return undefined
  const [first, second, third, fourth] = pathname.slice(base.pathname.length).split('/')
  if (first !== ecosystem) return ''
  if (ecosystem !== 'hex') return second ?? ''
  return second === 'repo' && third === 'repos' ? (fourth ?? '') : ''
}

function hintedOrganization(
  hinted: readonly string[],
  registry: string,
  ecosystem: string,
): string | undefined | Refusal {
  const [address] = hinted
  if (address === undefined) return undefined
  const organization = organizationIn(address, registry, ecosystem)
  const next = `Name the repository that is meant: --repository ${ecosystem}:acme.`
  return organization === undefined ? elsewhere(address, registry, next) : organization || undefined
}

function readName(named: string, ecosystem: string): string | Refusal {
  const target = parseTarget(named)
  if (refused(target) || target.ecosystem === undefined || target.organization === undefined)
    return notARepository(named)
  if (target.ecosystem !== ecosystem || target.package !== undefined) return notARepository(named, ecosystem)
  return target.organization
}

async function theOnlyOne(client: Pick<AuthClient, 'status'>, ecosystem: string): Promise<string | Refusal> {
  const status = await client.status()
  if (refused(status)) return status
  if (!status.authenticated) return refuse(status.reason, status.message, status.next)
  const names = status.organizations.map(({ name }) => name)
  const [only, ...others] = names
  if (only !== undefined && others.length === 0) return only
  const known = names.slice(0, 5).map(name => `${ecosystem}:${name}`)
  return refuse(
    'usage',
    `It is not known which repository is meant${known.length === 0 ? '' : `: ${known.join(', ')}`}.`,
    `Name it: latchkey exec --repository ${known[0] ?? `${ecosystem}:acme`} -- ...`,
  )
}

/** Shown without what may stand in it: a password. */
function elsewhere(address: string, registry: string, next: string): Refusal<'elsewhere'> {
  const shown = URL.canParse(address)
    ? `${new URL(address).origin}${new URL(address).pathname}`
    : 'an address that is none'
  return refuse(
    'elsewhere',
    `The program is sent to ${shown}, which is not at ${new URL(registry).origin}.`,
    next,
  )
}

function anotherTold(ecosystem: string, organization: string): Refusal<'usage'> {
  return refuse(
    'usage',
    `The program’s own words name another repository than ${ecosystem}:${organization}.`,
    'Leave its address out: latchkey exec sets it.',
  )
}

function notARepository(named: string, ecosystem = 'pypi'): Refusal<'not_a_repository'> {
  return refuse(
    'not_a_repository',
    `${quoted(named)} is not a repository that this program goes to.`,
    `Write --repository ${ecosystem}:acme.`,
  )
}
