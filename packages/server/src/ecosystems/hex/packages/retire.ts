/** Retiring a release, taking that back, and deleting it for good: `mix hex.retire`, and `hex.publish --revert`. */
import { type Refusal, refused } from '@latchkey/tokens'
import type { RawResponse } from '../../../http/index.ts'
import type { RepositoryRoute, Visit } from '../../route.ts'
import { fieldsOf } from '../fields.ts'
import { judgeOf } from '../judge.ts'
import { versionFacts } from '../names/index.ts'
import { type RetirementReason, retirementReasons } from '../retirement.ts'
import { invalid } from '../validation.ts'
import { answer, type HexValue, readValue, warn } from '../wire/index.ts'

const path = '/hex/api/repos/:organization/packages/:package/releases/:version'

/** Bytes of what is sent, and characters of the message, as hex.pm has them. */
const bodyLimit = 16 * 1024
const longestMessage = 140

export const retireRoute: RepositoryRoute = {
  kind: 'repository',
  method: 'POST',
  path: `${path}/retire`,
  action: 'retire',
  facts: versionFacts,
  handle: retire,
}

export const unretireRoute: RepositoryRoute = {
  kind: 'repository',
  method: 'DELETE',
  path: `${path}/retire`,
  action: 'retire',
  facts: versionFacts,
  async handle(visit) {
    const { request, rooms } = visit
    const done = await rooms.repositories.restoreVersion(judgeOf(visit))
    return refused(done) ? done : answer(request, 204)
  },
}

export const deleteRoute: RepositoryRoute = {
  kind: 'repository',
  method: 'DELETE',
  path,
  action: 'delete',
  facts: versionFacts,
  async handle(visit) {
    const { request, rooms, parameters } = visit
    const done = await rooms.repositories.deleteFiles(judgeOf(visit))
    if (refused(done)) return done
    return warn(
      answer(request, 204),
      `${parameters.package} ${parameters.version} is deleted for good: nothing else can be published under this version.`,
    )
  },
}

async function retire(visit: Visit): Promise<RawResponse | Refusal> {
  const { request, rooms } = visit
  const value = await readValue(request, bodyLimit)
  if (refused(value)) return value
  const retirement = readRetirementOf(value)
  if (refused(retirement)) return retirement
  const { reason, message } = retirement
  const done = await rooms.repositories.retireVersion(judgeOf(visit), message, reason)
  return refused(done) ? done : answer(request, 204)
}

function readRetirementOf(value: HexValue): { reason: RetirementReason; message: string } | Refusal {
  const { reason, message } = fieldsOf(value)
  const known = retirementReasons.find(each => each === reason)
  if (known === undefined)
    return invalid('invalid_fields', ['reason'], 'is invalid', `Give one of ${retirementReasons.join(', ')}.`)
  if (message !== undefined && message !== null && typeof message !== 'string')
    return invalid('invalid_fields', ['message'], 'is no text', 'Send a sentence, or leave it out.')
  if ((message ?? '').length > longestMessage)
    return invalid(
      'invalid_fields',
      ['message'],
      `should be at most ${longestMessage} character(s)`,
      'Say it shorter.',
    )
  return { reason: known, message: message ?? '' }
}
