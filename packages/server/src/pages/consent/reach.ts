/** Which of the scopes that a client asks for are a person's to give: nobody gives what they have not got. */
import type { Scope } from '@latchkey/protocol'
import { refused } from '@latchkey/tokens'
import type { Attempt } from '../../access/index.ts'
import type { CurrentSession } from '../../accounts/index.ts'
import type { House } from '../house.ts'
import { decide } from '../permission.ts'
import type { Visit } from '../visit.ts'

export async function withinReach(
  scopes: readonly Scope[],
  visit: Visit & { readonly session: CurrentSession },
  house: Pick<House, 'authorizer'>,
): Promise<readonly Scope[]> {
  const reached = await Promise.all(
    scopes.map(async scope => {
      const attempt = attemptOf(scope)
      return attempt === undefined || !refused(await decide(visit, attempt, house))
    }),
  )
  return scopes.filter((_scope, index) => reached[index])
}

/** The least that is done with it; nothing for scopes that are about no place. */
function attemptOf(scope: Scope): Attempt | undefined {
  if (!('target' in scope)) return undefined
  const { ecosystem, organization = '', package: name } = scope.target
  if (ecosystem === undefined) return { action: 'describe', organization, safe: true }
  const place = { organization, ecosystem, ...(name !== undefined && { package: name }) }
  return { action: 'read', ...place, safe: true }
}
