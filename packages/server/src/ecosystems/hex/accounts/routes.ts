/** What Hex's clients ask about accounts, keys and organizations. */
import type { Route } from '../../route.ts'
import { checkRoute } from './check.ts'
import { organizationKeys, ownKeys } from './key-routes.ts'
import { organizationRoutes } from './organizations.ts'
import { userRoutes } from './users.ts'

export const accountRoutes: readonly Route[] = [
  ...userRoutes, //         /hex/api/users/me, /hex/api/users/NAME
  checkRoute, //            /hex/api/auth
  ...ownKeys, //            /hex/api/keys
  ...organizationKeys, //   /hex/api/orgs/ORG/keys
  ...organizationRoutes, // /hex/api/orgs, /hex/api/orgs/ORG
]
