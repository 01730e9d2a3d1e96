/** Addresses that lack their last slash. twine follows no redirect, but says what it was told. */
import { normalPackageName, pending } from '@latchkey/tokens'
import type { RawResponse } from '../../http/index.ts'
import type { Route } from '../route.ts'
import { packageFacts } from './names/package-name.ts'

/** 308 keeps the method and the body of an upload (RFC 9110 section 15.4.9). */
function toSlash(location: string): RawResponse {
  return {
    status: 308,
    reason: `The address ends with a slash: ${location}`,
    headers: [['Location', location]],
  }
}

export const slashRedirects: readonly Route[] = [
  {
    kind: 'repository',
    method: 'POST',
    path: '/pypi/:organization/legacy',
    action: 'publish',
    facts: () => ({ package: pending, version: pending, digests: pending }),
    handle: async ({ repository }) => toSlash(`/pypi/${repository.organization.name}/legacy/`),
  },
  {
    kind: 'repository',
    method: 'GET',
    path: '/pypi/:organization/simple',
    action: 'read',
    handle: async ({ repository }) => toSlash(`/pypi/${repository.organization.name}/simple/`),
  },
  {
    kind: 'repository',
    method: 'GET',
    path: '/pypi/:organization/simple/:package',
    action: 'read',
    facts: packageFacts,
    handle: async ({ repository, parameters }) =>
      toSlash(
        `/pypi/${repository.organization.name}/simple/${normalPackageName('pypi', parameters.package ?? '')}/`,
      ),
  },
]
