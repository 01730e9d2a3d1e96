/** `latchkey-server audit list`: what happened, the newest first. */
import { defineCommand, text } from '@latchkey/protocol/command'
import { type Refusal, refuse, refused } from '@latchkey/tokens'
import {
  type EventList,
  type EventName,
  type EventRecord,
  eventNames,
  isEventName,
} from '../../audit/index.ts'
import type { Rooms } from '../rooms.ts'
import { withExistingRooms } from '../with-rooms.ts'
import { instant } from './key-data.ts'
import { findOwner } from './owner.ts'

export const command = defineCommand({
  name: 'audit list',
  about:
    'Lists what happened, newest first: who did what, by which key, login or session, from where. Of everything, unless a\n' +
    'person, an organization, a key or a login is named.',
  examples: [
    'npx latchkey-server audit list',
    'npx latchkey-server audit list --organization acme --what key.revoked --json',
    'npx latchkey-server audit list --key KEY-ID --limit 1000 --json',
    '# Since it was let in; its id is in the first of these',
    'npx latchkey-server audit list --account ada --what login.created --json',
    'npx latchkey-server audit list --login LOGIN-ID',
  ],
  options: {
    account: text('USERNAME', 'Only what concerns this person, or was done by them.'),
    organization: text('NAME', 'Only what concerns this organization.'),
    what: text('NAME', 'Only events of this name: key.revoked, token.refused, file.published.'),
    key: text('ID', 'Only what was done with this key, or to it. Its id: key list.'),
    login: text('ID', 'Only what was done with this login, or to it. Its id: audit list --json.'),
    limit: text('NUMBER', 'At most so many, 1 to 1000. Default: 100.'),
    after: text('ID', 'Go on after this event: the id that the list before ended with.'),
  },
  async run({ account, organization, what: name, key, login, limit: most, after }, terminal) {
    const what = name === undefined ? undefined : readName(name)
    if (refused(what)) return what
    const limit = most === undefined ? 100 : readLimit(most)
    if (refused(limit)) return limit
    return withExistingRooms(terminal.environment, async rooms => {
      const list = await findList(rooms, { account, organization })
      if (refused(list)) return list
      const { items, next } = await rooms.audit.list(list, {
        limit,
        ...(what !== undefined && { what }),
        ...(key !== undefined && { key }),
        ...(login !== undefined && { login }),
        ...(after !== undefined && { after }),
      })
      const more = next === undefined ? [] : [`More: --after ${next}`]
      return {
        data: { events: items.map(eventData), next: next ?? null },
        text: items.length === 0 ? 'There is no such event.' : [...items.map(inOneLine), ...more].join('\n'),
      }
    })
  },
})

/** Nobody named: everything. */
async function findList(
  rooms: Rooms,
  named: { readonly account: string | undefined; readonly organization: string | undefined },
): Promise<EventList | Refusal> {
  if (named.account === undefined && named.organization === undefined) return 'all'
  const owner = await findOwner(rooms, named)
  return refused(owner) ? owner : { of: owner.id }
}

function readName(name: string): EventName | Refusal<'usage'> {
  if (isEventName(name)) return name
  return refuse(
    'usage',
    'There is no event of that name.',
    `Name one of: ${Object.keys(eventNames).join(', ')}.`,
  )
}

function readLimit(text: string): number | Refusal<'usage'> {
  const limit = Number(text)
  const isFine = Number.isInteger(limit) && limit >= 1 && limit <= 1000
  return isFine ? limit : refuse('usage', 'A list has 1 to 1000 events.', 'For example: --limit 1000')
}

function eventData({ at, ...event }: EventRecord) {
  return { ...event, at: instant(at) }
}

function inOneLine({ at, what, actor, credential, address, client, subject }: EventRecord): string {
  const who = actor.name ?? actor.id ?? actor.kind
  const by =
    credential?.id === undefined ? credential?.kind : `${credential.kind} ${credential.name ?? credential.id}`
  return [
    `${instant(at)}  ${what}`,
    subject === undefined ? [] : [`${subject.kind} ${subject.name ?? subject.id}`],
    `by ${who}${by === undefined ? '' : ` (${by})`}`,
    address === undefined ? [] : [`from ${address}`],
    client === undefined ? [] : [`with ${client}`],
  ]
    .flat()
    .join('  ')
}
