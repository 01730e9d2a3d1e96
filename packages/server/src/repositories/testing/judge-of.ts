/** Judges a change of pypi:acme's widget 1.0 as the API does: in its transaction. */
import type { Credential, Judge } from '../../access/index.ts'
import type { SmallHouse } from '../../credentials/testing/small-house.ts'

export interface VersionName {
  readonly package?: string
  readonly version?: string
}

export function judgeOf(
  house: Pick<SmallHouse, 'authorizer'>,
  credential: Credential,
  { package: name = 'widget', version = '1.0' }: VersionName = {},
  action: 'retire' | 'delete' | 'maintain' = 'retire',
): Judge {
  const place = { organization: 'acme', ecosystem: 'pypi', package: name, version }
  return transaction => house.authorizer.authorize(credential, { action, ...place }, transaction)
}
