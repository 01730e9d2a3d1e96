/** Events taken along as a file: what a filter meets, all of it, read a page at a time as fast as the client takes it. */
import { refuse, refused } from '@latchkey/tokens'
import { causeOf, type EventFilter, type EventList } from '../../audit/index.ts'
import { refusal } from '../answers.ts'
import type { House } from '../house.ts'
import { decide } from '../permission.ts'
import type { Handler, OrganizationVisit, SignedInVisit } from '../visit.ts'
import { formats, isFormat, type WrittenAs } from './file-formats.ts'
import { filterFrom, typedFilter } from './filter.ts'

/** `GET /account/events/export?as=csv` */
export const exportOwnEvents: Handler<SignedInVisit> = (visit, house) => {
  const { id, username } = visit.session.account
  return exported(visit, house, { list: { of: id }, name: username })
}

/** `GET /organizations/:organization/events/export?as=jsonl` */
export const exportOrganizationEvents: Handler<OrganizationVisit> = (visit, house) => {
  const { id, name } = visit.organization
  return exported(visit, house, { list: { of: id }, name, organizationId: id })
}

interface Export {
  readonly list: EventList
  /** Of the file. */
  readonly name: string
  readonly organizationId?: string
}

async function exported(visit: SignedInVisit, house: House, whose: Export): Promise<Response> {
  const as = visit.query.get('as') ?? ''
  if (!isFormat(as)) return refusal(visit, unknownFormat)
  const filter = await filterFrom(typedFilter(visit.query), house)
  const { organizationId } = whose
  const noted = { format: as, filter, ...(organizationId !== undefined && { organizationId }) }
  await house.audit.recordExport(noted, causeOf(visit.allowed))
  const { type, extension } = formats[as]
  const day = new Date(visit.now).toISOString().slice(0, 10)
  return new Response(
    ReadableStream.from(written(visit, house, { list: whose.list, filter, as: formats[as] })),
    {
      headers: {
        'content-type': `${type}; charset=utf-8`,
        'content-disposition': `attachment; filename="${whose.name}-events-${day}.${extension}"`,
        'cache-control': 'no-store',
      },
    },
  )
}

/** A second's work of a slow reader at most: so often it is asked whether they still may. */
const atOnce = 500

/** Nothing is read before what was read is on its way, and no more once the client went. */
async function* written(
  visit: SignedInVisit,
  house: House,
  { list, filter, as }: { readonly list: EventList; readonly filter: EventFilter; readonly as: WrittenAs },
): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder()
  if (as.head !== '') yield encoder.encode(as.head)
  for (let after: string | undefined; ; ) {
    const objection = await objectionNow(visit, house)
    // A file that ends here must not look whole, so the connection breaks.
    if (objection !== undefined) throw new Error(`An export was cut off: ${objection}`)
    const cursor = after !== undefined && { after }
    const { items, next } = await house.audit.list(list, { ...filter, limit: atOnce, ...cursor })
    if (items.length > 0) yield encoder.encode(items.map(as.line).join(''))
    if (next === undefined) return
    after = next
  }
}

/** What was allowed when it began, asked once more, in the session in which it began: an export may take hours. */
async function objectionNow(visit: SignedInVisit, house: House): Promise<string | undefined> {
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
  return refused(decided) ? decided.message : undefined
}

const unknownFormat = refuse(
  'invalid_request',
  'Events are not exported in that format.',
  'Choose one of those offered.',
)
