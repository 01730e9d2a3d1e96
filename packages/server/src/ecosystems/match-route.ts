/** The methods that a path takes. */
import type { PathMatch } from '../http/index.ts'
import type { Route } from './route.ts'

export type RouteMatch = PathMatch<Route>

/** The methods of these routes, as an `Allow` header names them. */
export function allowedMethods(matches: readonly RouteMatch[]): string {
  const methods = matches.flatMap(({ route }) => (route.method === 'GET' ? ['GET', 'HEAD'] : [route.method]))
  return [...new Set([...methods, 'OPTIONS'])].join(', ')
}
