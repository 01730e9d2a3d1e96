/** Which routes a path is for. */
import type { Ecosystem, PathParameters, Route } from './ecosystem.ts'

export interface RouteMatch {
  readonly route: Route
  readonly parameters: PathParameters
}

/** Every route at this path, whatever its method. */
export function matchRoutes({ routes }: Ecosystem, segments: readonly string[]): readonly RouteMatch[] {
  return routes.flatMap(route => {
    const parameters = matchPath(route.path, segments)
    return parameters === undefined ? [] : [{ route, parameters }]
  })
}

/** The methods of these routes, as an `Allow` header names them. */
export function allowedMethods(matches: readonly RouteMatch[]): string {
  const methods = matches.flatMap(({ route }) => (route.method === 'GET' ? ['GET', 'HEAD'] : [route.method]))
  return [...methods, 'OPTIONS'].join(', ')
}

function matchPath(path: string, segments: readonly string[]): PathParameters | undefined {
  const pattern = path.slice(1).split('/')
  if (pattern.length !== segments.length) return undefined
  const parameters: [name: string, value: string][] = []
  for (const [index, piece] of pattern.entries()) {
    const segment = segments[index] ?? ''
    if (!piece.startsWith(':')) {
      if (piece !== segment) return undefined
    } else if (segment === '') return undefined
    else parameters.push([piece.slice(1), segment])
  }
  return Object.fromEntries(parameters)
}
