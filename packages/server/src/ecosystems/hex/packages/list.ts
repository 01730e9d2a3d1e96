/** `packages`: those of a repository, a hundred at a time: what `mix hex.search` and rebar3 list. */
import { quoted, type Refusal, refuse, refused } from '@latchkey/tokens'
import type { RawRequest, RawResponse } from '../../../http/index.ts'
import type { RepositoryRoute, Visit } from '../../route.ts'
import { type AnswerValue, answer } from '../wire/index.ts'
import { presentPackage } from './present.ts'
import { releasesOf } from './releases-of.ts'

/** As hex.pm has it. */
const pageSize = 100

export const packagesRoute: RepositoryRoute = {
  kind: 'repository',
  method: 'GET',
  path: '/hex/api/repos/:organization/packages',
  action: 'describe',
  handle: listPackages,
}

async function listPackages(visit: Visit): Promise<RawResponse | Refusal> {
  const { request, rooms, repository } = visit
  const wanted = readQuery(request)
  if (refused(wanted)) return wanted
  const all = await rooms.repositories.versions(repository.id)
  const names = [...new Set(all.map(each => each.package))].filter(name => name.includes(wanted.search))
  const start = (wanted.page - 1) * pageSize
  const listed: AnswerValue[] = []
  for (const name of names.slice(start, start + pageSize)) {
    const found = await rooms.repositories.findPackage(repository.id, name)
    if (found !== undefined) listed.push(presentPackage(visit, found, await releasesOf(visit, found)))
  }
  return answer(request, 200, listed)
}

interface Query {
  /** From 1. */
  readonly page: number
  /** Part of a name. */
  readonly search: string
}

/** Clients sort by downloads too, which nobody counts here: what is not known is by name. */
function readQuery({ target }: RawRequest): Query | Refusal {
  const query = new URLSearchParams(target.split('?')[1] ?? '')
  const page = query.get('page') ?? '1'
  if (!/^[1-9]\d{0,5}$/.test(page))
    return refuse('invalid_request', `${quoted(page)} is no number of a page.`, 'Pages are counted from 1.')
  return { page: Number(page), search: query.get('search') ?? '' }
}
