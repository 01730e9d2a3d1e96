/** What Hex's clients fetch of an organization's repository, and the key that it is signed with. */
import type { Route } from '../../route.ts'

export const registryRoutes: readonly Route[] = []
