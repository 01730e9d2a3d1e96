/** Everything that Hex's clients ask for, but for OAuth, which is behind `serve/`. */
import type { Route } from '../route.ts'
import { accountRoutes } from './accounts/index.ts'
import { packageRoutes } from './packages/index.ts'
import { publishRoutes } from './publish/index.ts'
import { registryRoutes } from './registry/index.ts'
import { rootRoutes } from './root/index.ts'

export const routes: readonly Route[] = [
  ...accountRoutes, // users, auth, keys, orgs
  ...packageRoutes, // packages, releases, retire, owners
  ...publishRoutes, // releases and their documentation
  ...registryRoutes, // what is resolved and fetched
  ...rootRoutes, // the same of a public repository
]
