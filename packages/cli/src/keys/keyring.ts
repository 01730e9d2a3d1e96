/** The keys of one owner at one registry: those of whoever the credential stands for, or of an organization. */
import type { Role } from '@latchkey/protocol'
import { type Refusal, refuse, refused } from '@latchkey/tokens'
import type { Desk } from '../desk/index.ts'
import { type Asked, callApi, type OpenRegistry, openRegistry, type Question } from '../registries/index.ts'
import {
  type Key,
  type KeyPage,
  keyIn,
  keysIn,
  type MadeKey,
  madeKeyIn,
  pageIn,
  type Row,
  rotatedKeyIn,
} from './key.ts'
import { shellWords } from './shell-words.ts'

export interface Keyring {
  /** How they are named to people: `your keys`. */
  readonly called: string
  /** What is typed before `create`, `list`, ...: `key`, `organization key acme`. */
  readonly group: string
  /** The newest first, revoked and expired ones too. */
  list(page?: {
    readonly after?: string | undefined
    readonly limit?: string | undefined
  }): Promise<KeyPage | Refusal>
  create(key: NewKey): Promise<MadeKey | Refusal>
  tighten(id: string, tightening: Tightening): Promise<Key | Refusal>
  /** `overlap`: for how many seconds the old key still works. */
  rotate(id: string, overlap: number | undefined): Promise<(MadeKey & { readonly old: Key }) | Refusal>
  /** All of them, or none. */
  revoke(ids: readonly string[]): Promise<readonly Key[] | Refusal>
}

/** As it goes over the wire. */
export interface Tightening {
  readonly may?: readonly Row[]
  readonly networks?: readonly string[]
  /** Unix seconds. */
  readonly expires_at?: number | 'never'
}

export interface NewKey extends Tightening {
  readonly name: string
  readonly may: readonly Row[]
  readonly role?: Role
}

/** What is typed before `create`, `list`, ... */
export function groupOf(organization: string | undefined): string {
  return organization === undefined ? 'key' : `organization key ${organization}`
}

export interface AskedRing extends Asked {
  /** Whose keys; one's own unless told. */
  readonly organization?: string
}

export async function openKeyring(
  desk: Desk,
  { organization, ...asked }: AskedRing,
): Promise<Keyring | Refusal> {
  const open = await openRegistry(desk, asked)
  return refused(open) ? open : keyringOf(open, organization)
}

function keyringOf(open: OpenRegistry, organization: string | undefined): Keyring {
  const { origin } = open.client.registry
  const group = groupOf(organization)
  const path =
    organization === undefined
      ? 'api/v1/keys'
      : `api/v1/organizations/${encodeURIComponent(organization)}/keys`
  const one = (id: string) => `${path}/${encodeURIComponent(id)}`

  async function ask<T>(question: Question, read: (value: unknown) => T | undefined): Promise<T | Refusal> {
    const answer = await callApi(open, question)
    return refused(answer) ? answer : (read(answer) ?? anotherShape(origin))
  }

  return {
    called: organization === undefined ? 'your keys' : `the keys of ${organization}`,
    group,
    list: (page = {}) => ask({ path, query: { ...page } }, pageIn),
    create: async key =>
      withNext(
        'name_taken',
        `Choose another name, or replace that key: latchkey ${group} rotate ${shellWords([key.name])}`,
        await ask({ method: 'POST', path, body: key }, madeKeyIn),
      ),
    tighten: async (id, body) =>
      withNext(
        'expiry_later',
        `Make another in its place, which works as long again: latchkey ${group} rotate ${shellWords([id])}`,
        await ask({ method: 'POST', path: `${one(id)}/tighten`, body }, keyIn),
      ),
    rotate: (id, overlap) =>
      ask(
        { method: 'POST', path: `${one(id)}/rotate`, body: overlap === undefined ? {} : { overlap } },
        rotatedKeyIn,
      ),
    revoke: ids => ask({ method: 'POST', path: `${path}/revoke`, body: { keys: ids } }, keysIn),
  }
}

/** A registry does not know what is typed here. */
function withNext<T>(code: string, next: string, answer: T | Refusal): T | Refusal {
  return refused(answer) && answer.code === code ? refuse(code, answer.message, next) : answer
}

function anotherShape(origin: string): Refusal<'bad_answer'> {
  return refuse(
    'bad_answer',
    `What ${origin} tells of keys has a shape that is not known here.`,
    'Look whether there is a newer latchkey than this one.',
  )
}
