/** From the words of a client to what is run: which repository, with what credential, handed over how. */
import type { AuthClient } from '@latchkey/client'
import { parseMoment } from '@latchkey/protocol/command'
import { type Refusal, refused } from '@latchkey/tokens'
import type { Child, Desk } from '../desk/index.ts'
import { type Narrowed, type Narrowing, narrowed } from '../narrowing/index.ts'
import { openRegistry, type Asked as RegistryAsked } from '../registries/index.ts'
import { anyProgram } from './any-program.ts'
import { asAsked, type Said } from './as-asked.ts'
import type { Client, Doing, RepositoryPlace, Typed } from './client.ts'
import { obtainCredential } from './credential.ts'
import { withoutCredentials } from './credential-variables.ts'
import { findClient } from './find-client.ts'
import { type MeansAsked, readMeans } from './means.ts'
import { narrowingFor, narrowingForPypi } from './narrowing.ts'
import { privatePath } from './private-path.ts'
import { notKnown } from './refusals.ts'
import { chooseRepository } from './repository.ts'

export interface Asked extends RegistryAsked, Said, MeansAsked {
  readonly expires?: string | undefined
  readonly as?: string | undefined
}

export interface Prepared {
  readonly child: Child
  readonly client: string
  readonly doing: Doing
  /** What its token was narrowed to. */
  readonly narrowing: Narrowing
  /** `pypi:acme`; none where the program goes wherever it goes by itself. */
  readonly repository?: string
  /** Unix seconds: when its token ends. */
  readonly expiresAt: number | undefined
}

/** Long enough for an upload, and short enough for what a crash leaves behind. */
const lifetime = '15m'

export async function prepare(
  desk: Desk,
  asked: Asked,
  words: readonly [program: string, ...words: string[]],
): Promise<Prepared | Refusal> {
  const found = asked.as === undefined ? findClient(words) : undefined
  const client = found?.client ?? anyProgram(words[0], asked.as, asked.package[0] ?? asked.repository)
  if (refused(client)) return client
  const typed: Typed = { ...desk, words: found?.words ?? words.slice(1) }
  const read = await client.doing(typed)
  if (refused(read)) return read
  const said = asAsked(read, asked)
  if (refused(said)) return said
  const { doing } = said
  if (doing === undefined) return notKnown(client.name)
  const means = await readMeans(desk, { ...asked, repository: said.repository }, client)
  if (refused(means)) return means
  const going = { client, doing, typed }
  const [expires, { passwords = [] }] = [asked.expires ?? lifetime, client]
  if (means.kind === 'pypi') {
    if (passwords.length === 0) return notKnown(client.name)
    const narrowing = narrowingForPypi(doing, expires)
    const narrow = await narrowed(means.token, narrowing, desk)
    return refused(narrow) ? narrow : equipped(desk, words, { ...going, narrowing, narrow })
  }
  const until = parseMoment(expires, desk.now())
  if (refused(until)) return until
  // What is narrowed never lasts longer than what it is made from.
  const open = await openRegistry(desk, asked, { ...means.more, refreshAhead: until - desk.now() })
  if (refused(open)) return open
  const shownAt = (await client.shownAt?.(typed)) ?? []
  const where = { doing, named: said.repository, shownAt }
  const repository = await chooseRepository(open.client, client.ecosystem, where)
  if (refused(repository)) return repository
  const narrow = await narrowedFor(desk, open.client, { doing, repository: repository.name, expires })
  return refused(narrow) ? narrow : equipped(desk, words, { ...going, ...narrow, repository })
}

async function narrowedFor(
  desk: Desk,
  client: AuthClient,
  { doing, repository, expires }: { doing: Doing; repository: string; expires: string },
): Promise<Pick<Going, 'narrow' | 'narrowing'> | Refusal> {
  const { packages, versions = [] } = doing
  const [version] = versions
  const need = {
    ...{ repository, action: doing.actions[0] },
    targets: packages.length === 0 ? [repository] : packages.map(name => `${repository}/${name}`),
    ...(version !== undefined && versions.length === 1 && { version }),
  }
  const credential = await obtainCredential(client, need, desk.person.isThere)
  if (refused(credential)) return credential
  const endpoints = await client.registry.endpoints()
  if (refused(endpoints)) return endpoints
  const { unseenCaveats: unseen = [] } = endpoints
  const narrowing = narrowingFor(doing, { repository, audience: client.registry.origin, expires, unseen })
  // By the registry's clock, which is what an end is compared with.
  const now = () => desk.now() + client.clockOffset()
  const narrow = await narrowed(credential.token, narrowing, { now, readFile: desk.readFile })
  return refused(narrow) ? narrow : { narrow, narrowing }
}

interface Going {
  readonly client: Client
  readonly doing: Doing
  readonly typed: Typed
  readonly narrowing: Narrowing
  readonly narrow: Narrowed
  readonly repository?: { readonly name: string; readonly place: RepositoryPlace }
}

async function equipped(
  desk: Desk,
  words: Child['words'],
  { client, doing, typed, narrowing, narrow: { token, expiresAt }, repository }: Going,
): Promise<Prepared> {
  const path = privatePath(desk)
  const given = { token, doing, folder: path, ...(repository && { place: repository.place }) }
  const { environment, files } = await client.equip(given, typed)
  return {
    ...{ client: client.name, doing, narrowing, expiresAt },
    ...(repository && { repository: repository.name }),
    child: {
      ...{ words, folder: desk.folder },
      environment: { ...withoutCredentials(desk.environment, client.keeps), ...environment },
      ...(files && { privately: { path, files } }),
    },
  }
}
