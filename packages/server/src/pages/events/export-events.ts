/** Events taken along as a file: what a filter meets, all of it, read a page at a time as fast as the client takes it. */
import { type Refusal, refuse, refused } from '@latchkey/tokens'
import { mayOperate } from '../../access/index.ts'
import { causeOf, type EventFilter, type EventList } from '../../audit/index.ts'
import { refusal } from '../answers.ts'
import type { House } from '../house.ts'
import { credentialOf, decide } from '../permission.ts'
import type { Handler, OrganizationVisit, SignedInVisit } from '../visit.ts'
import { formats, isFormat, type WrittenAs } from './file-formats.ts'
import { filterFrom, typedFilter } from './filter.ts'

/** `GET /account/events/export?as=csv` */
export const exportOwnEvents: Handler<SignedInVisit> = (visit, house) => {
  const { id, username } = visit.session.account
  return exportEvents(visit, house, { list: { of: id }, name: username })
}

/** `GET /organizations/:organization/events/export?as=jsonl` */
export const exportOrganizationEvents: Handler<OrganizationVisit> = (visit, house) => {
  const { id, name } = visit.organization
  return exportEvents(visit, house, { list: { of: id }, name, organizationId: id })
}

export interface Export {
  readonly list: EventList
  /** Of the file. */
  readonly name: string
  /** Who is told that they were taken along, besides whoever takes them. */
  readonly organizationId?: string
  readonly accountId?: string
  /** Whether they are there for who runs the server alone. */
  readonly operates?: true
}

export async function exportEvents(visit: SignedInVisit, house: House, whose: Export): Promise<Response> {
  const as = visit.query.get('as') ?? ''
  if (!isFormat(as)) return refusal(visit, unknownFormat)
  const filter = await filterFrom(typedFilter(visit.query), house)
  const { organizationId, accountId } = whose
  const concerning = {
    ...(organizationId !== undefined && { organizationId }),
    ...(accountId !== undefined && { accountId }),
  }
  await house.audit.recordExport({ format: as, filter, ...concerning }, causeOf(visit.allowed))
  const { type, extension } = formats[as]
  const day = new Date(visit.now).toISOString().slice(0, 10)
  return new Response(ReadableStream.from(written(visit, house, { whose, filter, as: formats[as] })), {
    headers: {
      'content-type': `${type}; charset=utf-8`,
      'content-disposition': `attachment; filename="${whose.name}-events-${day}.${extension}"`,
      'cache-control': 'no-store',
    },
  })
}

/** A second's work of a slow reader at most: so often it is asked whether they still may. */
const atOnce = 500

/** Nothing is read before what was read is on its way, and no more once the client went. */
async function* written(
  visit: SignedInVisit,
  house: House,
  { whose, filter, as }: { readonly whose: Export; readonly filter: EventFilter; readonly as: WrittenAs },
): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder()
  if (as.head !== '') yield encoder.encode(as.head)
  for (let after: string | undefined; ; ) {
    const objection = await objectionNow(visit, house, whose)
    // A file that ends here must not look whole, so the connection breaks.
    if (objection !== undefined) throw new Error(`An export was cut off: ${objection}`)
    const cursor = after !== undefined && { after }
    const { items, next } = await house.audit.list(whose.list, { ...filter, limit: atOnce, ...cursor })
    if (items.length > 0) yield encoder.encode(items.map(as.line).join(''))
    if (next === undefined) return
    after = next
  }
}

/** What was allowed when it began, asked once more, in the session in which it began: an export may take hours. */
async function objectionNow(
  visit: SignedInVisit,
  house: House,
  { operates }: Export,
): Promise<string | undefined> {
  const { account, createdAt } = visit.session
  // A session has another id after each proof, and began when it did.
  const live = await house.sessions.list(account.id)
  if (!live.some(each => each.createdAt === createdAt)) return 'Whoever took it is not signed in any more.'
  const { access, administration } = visit.allowed
  const attempt =
    access.action === 'administer' && access.organization !== undefined && administration !== undefined
      ? { action: 'administer' as const, organization: access.organization, ...administration }
      : { action: 'account' as const }
  const decided = await decide(visit, { ...attempt, safe: true }, house)
  const answer = operates && !refused(decided) ? await operatesNow(visit, house) : decided
  return refused(answer) ? answer.message : undefined
}

/** A session says what its account was when it was found. */
async function operatesNow({ session }: SignedInVisit, { accounts }: House): Promise<true | Refusal> {
  const account = await accounts.byId(session.account.id)
  return mayOperate({ ...credentialOf(session), administrator: account?.administrator === true })
}

const unknownFormat = refuse(
  'invalid_request',
  'Events are not exported in that format.',
  'Choose one of those offered.',
)
