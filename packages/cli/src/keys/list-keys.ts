/** Listing keys: `key list` and `organization key ORG list`. */
import { flag, type Output, text } from '@latchkey/protocol/command'
import { type Refusal, refuse, refused } from '@latchkey/tokens'
import type { Desk } from '../desk/index.ts'
import { type Asked, atRegistry, atSameRegistry } from '../registries/index.ts'
import { everyKey } from './find-keys.ts'
import { isLive, type KeyPage } from './key.ts'
import { type Keyring, openKeyring } from './keyring.ts'
import { keyAsData, keyInWords } from './show-key.ts'
import { objectionToNames } from './typed-names.ts'

export const listOptions = {
  all: flag('Those that are revoked or expired, too.'),
  limit: text('COUNT', 'One page of at most so many. Default: everything.'),
  after: text('NEXT', 'The page after the one whose end said this.'),
  ...atRegistry,
} as const

export interface ListAsked extends Asked {
  readonly organization?: string
  readonly all: boolean
  readonly limit: string | undefined
  readonly after: string | undefined
}

export async function listKeys(asked: ListAsked, desk: Desk): Promise<Output | Refusal> {
  const { organization, all, limit, after } = asked
  const noName = objectionToNames({ organization })
  if (noName !== undefined) return noName
  if (limit !== undefined && !/^([1-9]\d{0,2}|1000)$/.test(limit)) return notACount
  const ring = await openKeyring(desk, asked)
  if (refused(ring)) return ring
  const page = await read(ring, { limit, after })
  if (refused(page)) return page
  const now = desk.now()
  const shown = page.items.filter(key => all || isLive(key, now))
  const hidden = page.items.length - shown.length
  // What is asked for of thousands is made once: the words or the data.
  return {
    get data() {
      return { keys: shown.map(keyAsData), next: page.next ?? null }
    },
    get text() {
      const keys = shown.map(key => keyInWords(key, now))
      return [
        ...(keys.length === 0 ? [atSameRegistry(noneOf(ring, page), asked)] : keys),
        ...rest(ring, { hidden, next: page.next }).map(line => atSameRegistry(line, asked)),
      ].join('\n\n')
    },
  }
}

async function read(
  ring: Keyring,
  page: { readonly limit: string | undefined; readonly after: string | undefined },
): Promise<KeyPage | Refusal> {
  if (page.limit !== undefined || page.after !== undefined) return ring.list(page)
  const items = await everyKey(ring)
  return refused(items) ? items : { items, next: undefined }
}

function noneOf({ called, group }: Keyring, { items }: KeyPage): string {
  if (items.length > 0) return `None of ${called} here is live.`
  return `There are no keys yet. Make one: latchkey ${group} create ci --package pypi:acme/widget`
}

function rest(
  { group }: Keyring,
  { hidden, next }: { readonly hidden: number; readonly next: string | undefined },
): readonly string[] {
  return [
    ...(hidden === 0
      ? []
      : [
          `And ${hidden} that ${hidden === 1 ? 'is' : 'are'} revoked or expired: latchkey ${group} list --all`,
        ]),
    ...(next === undefined ? [] : [`More: latchkey ${group} list --after ${next}`]),
  ]
}

const notACount: Refusal<'usage'> = refuse(
  'usage',
  'That is no length of a page.',
  'Write --limit 50: 1 to 1000.',
)
