/** Burning the token that somebody has found, or the one that is in use here. */
import type { Secret } from '@latchkey/protocol'
import type { Output } from '@latchkey/protocol/command'
import { quoted, type Refusal, refuse, refused } from '@latchkey/tokens'
import type { Desk } from '../desk/index.ts'
import {
  type Asked,
  type CredentialFor,
  credentialAtHand,
  type OpenRegistry,
  openRegistry,
  registryAddress,
} from '../registries/index.ts'
import { type Burned, burnToken } from './burn-token.ts'

export interface FoundToken {
  readonly token: Secret
  /** The host that it says it is of. */
  readonly location: string
}

/** Sent to the registry that was named, or else to the one that it says it is of, where that one is known here. */
export async function burnText(
  desk: Desk,
  asked: Asked,
  { token, location }: FoundToken,
): Promise<Output | Refusal> {
  const open = await openRegistry(desk, asked)
  if (refused(open)) return open.code === 'no_registry' ? { ...open, next: sayWhere(location) } : open
  if (asked.registry !== undefined || hostOf(open.chosen.registry) === location)
    return burnAt(desk, open, token)
  const known = open.settings.known.find(({ registry }) => hostOf(registry) === location)
  if (known === undefined) return ofAnother(open.chosen.registry, location)
  const there = await openRegistry(desk, known)
  return refused(there) ? there : burnAt(desk, there, token)
}

export async function burnMine(
  desk: Desk,
  asked: Asked,
  repository: string | undefined,
): Promise<Output | Refusal> {
  const what: CredentialFor = repository === undefined ? { permission: 'read' } : { repository }
  const inUse = await credentialAtHand(desk, asked, what)
  if (refused(inUse)) return inUse
  const { credential, chosen } = inUse
  const open = await openRegistry(desk, chosen)
  if (refused(open)) return open
  const burned = await burnAt(desk, open, credential.token)
  if (refused(burned) || credential.source !== 'environment') return burned
  return { ...burned, note: 'It stands in the environment still: take it out of there.' }
}

async function burnAt(desk: Desk, { client, store }: OpenRegistry, token: Secret): Promise<Output | Refusal> {
  const { createHttp } = await import('@latchkey/client')
  const { origin, api } = client.registry
  const burned = await burnToken(createHttp(await desk.machine()), token, api.url)
  if (refused(burned)) return burned
  // What is dead is of no use to anybody here either.
  const text = token.expose()
  const kept = await store.change<never>(state => {
    const entries = Object.entries(state)
    const others = entries.filter(([, each]) => each.token.expose() !== text)
    return others.length === entries.length ? state : Object.fromEntries(others)
  })
  if (refused(kept)) return kept
  return { data: { registry: origin, ...burned }, text: inWords(burned) }
}

function inWords({ died, already, said }: Burned): string {
  if (already) return `It was dead already. ${said}`
  const what = {
    token: 'That token is dead, with all that was made from it.',
    key: 'That was a key: it is revoked, with all that was made from it.',
    login: 'That was a token of a login: it is ended, with all that was made from it.',
  }
  return `${what[died]} ${said}`
}

function hostOf(registry: string): string | undefined {
  return URL.canParse(registry) ? new URL(registry).host : undefined
}

/** What a token says of itself is not signed: it is sent nowhere on its own word. */
function ofAnother(registry: string, location: string): Refusal<'wrong_registry'> {
  const said = `This token says that it is of ${quoted(location)}, and not of ${registry}: it was sent nowhere.`
  return refuse('wrong_registry', said, sayWhere(location))
}

function sayWhere(location: string): string {
  const address = registryAddress(/^[\w.:-]+$/.test(location) ? location : 'packages.example.com')
  return `If it is of ${address}, run: latchkey token burn --registry ${address} < FILE`
}
