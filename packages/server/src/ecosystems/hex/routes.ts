/** Everything that Hex's clients ask for, but for OAuth, which is behind `serve/`. */
import type { Route } from '../route.ts'

export const routes: readonly Route[] = []
