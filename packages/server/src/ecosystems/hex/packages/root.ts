/** Packages without an organization: nothing is published at the root, and the clients' way out is one option. */
import { refuse } from '@latchkey/tokens'
import type { OpenRoute } from '../../route.ts'

const hint = refuse(
  'organization_missing',
  'Packages belong to organizations here, and this request names none.',
  'Add --organization ORGANIZATION, or organization: "ORGANIZATION" to the package in mix.exs; with rebar3 -r REPOSITORY:ORGANIZATION.',
)

const paths = [
  ['GET', '/packages'],
  ['GET', '/packages/:package'],
  ['POST', '/publish'],
  ['POST', '/packages/:package/releases'],
  ['GET', '/packages/:package/releases/:version'],
  ['DELETE', '/packages/:package/releases/:version'],
  ['POST', '/packages/:package/releases/:version/retire'],
  ['DELETE', '/packages/:package/releases/:version/retire'],
  ['POST', '/packages/:package/releases/:version/docs'],
  ['DELETE', '/packages/:package/releases/:version/docs'],
  ['GET', '/packages/:package/owners'],
  ['GET', '/packages/:package/owners/:username'],
  ['PUT', '/packages/:package/owners/:username'],
  ['DELETE', '/packages/:package/owners/:username'],
] as const

export const withoutOrganization: readonly OpenRoute[] = paths.map(([method, path]) => ({
  kind: 'open',
  method,
  path: `/hex/api${path}`,
  handle: async () => hint,
}))
