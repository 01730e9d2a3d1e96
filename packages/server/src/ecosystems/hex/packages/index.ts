/**
 * What Hex's API says of packages and releases, and what becomes of them: list, show, retire, delete, owners.
 *
 * 1. A name that is not there, and one that is none, are alike: 404.
 * 2. Whoever changes something is decided on again in the transaction that does it.
 * 3. What is told is what rows say; nobody's e-mail address is among it.
 */
import type { Route } from '../../route.ts'
import { packagesRoute } from './list.ts'
import { addOwnerRoute, ownerRoute, ownersRoute, removeOwnerRoute } from './owners.ts'
import { deleteRoute, retireRoute, unretireRoute } from './retire.ts'
import { withoutOrganization } from './root.ts'
import { packageRoute, releaseRoute } from './show.ts'

export const packageRoutes: readonly Route[] = [
  packagesRoute,
  packageRoute,
  releaseRoute,
  deleteRoute,
  ...[retireRoute, unretireRoute],
  ...[ownersRoute, ownerRoute, addOwnerRoute, removeOwnerRoute],
  ...withoutOrganization,
]

export { documentationUrl, releaseUrl } from './addresses.ts'
export { findRelease } from './find.ts'
export { showRelease } from './show.ts'
