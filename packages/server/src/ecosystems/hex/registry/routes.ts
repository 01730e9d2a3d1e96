/** What Hex's clients fetch of an organization's repository, and the key that it is signed with. */
import type { Route } from '../../route.ts'
import { documentation, tarball } from './files.ts'
import { namesResource, versionsResource } from './name-lists.ts'
import { packageResource } from './package-resource.ts'
import { publicKey, rootPublicKey } from './public-key.ts'

export const registryRoutes: readonly Route[] = [
  namesResource,
  versionsResource,
  packageResource,
  tarball,
  documentation,
  publicKey,
  rootPublicKey,
]
