/** Which of an ecosystem's routes a path is for. */
import type { PathParameters, Route } from './ecosystem.ts'

export interface RouteMatch {
  readonly route: Route
  readonly parameters: PathParameters
}

/** Gives every route at a path, whatever its method. */
export type Matcher = (segments: readonly string[]) => readonly RouteMatch[]

/** Takes the patterns apart once, and not for each request. */
export function createMatcher(routes: readonly Route[]): Matcher {
  const patterns = routes.map(route => ({ route, pieces: route.path.slice(1).split('/') }))
  return segments => {
    const matches: RouteMatch[] = []
    for (const { route, pieces } of patterns) {
      const parameters = matchPath(pieces, segments)
      if (parameters !== undefined) matches.push({ route, parameters })
    }
    return matches
  }
}

/** The methods of these routes, as an `Allow` header names them. */
export function allowedMethods(matches: readonly RouteMatch[]): string {
  const methods = matches.flatMap(({ route }) => (route.method === 'GET' ? ['GET', 'HEAD'] : [route.method]))
  return [...methods, 'OPTIONS'].join(', ')
}

function matchPath(pieces: readonly string[], segments: readonly string[]): PathParameters | undefined {
  if (pieces.length !== segments.length) return undefined
  const fits = (piece: string, index: number) =>
    piece.startsWith(':') ? segments[index] !== '' : segments[index] === piece
  if (!pieces.every(fits)) return undefined
  const parameters: Record<string, string> = {}
  for (let index = 0; index < pieces.length; index += 1) {
    const piece = pieces[index] ?? ''
    if (piece.startsWith(':')) parameters[piece.slice(1)] = segments[index] ?? ''
  }
  return parameters
}
