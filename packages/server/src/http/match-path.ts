/** Which of several patterns a path fits. */

/** What the `:names` of a pattern stand for, decoded. */
export type PathParameters = Readonly<Record<string, string>>

export interface PathMatch<Of> {
  readonly route: Of
  readonly parameters: PathParameters
}

/** Gives everything whose pattern a path fits, in the order of the list. */
export type Matcher<Of> = (segments: readonly string[]) => readonly PathMatch<Of>[]

/**
 * Patterns are `/pypi/:organization/simple/:package/`; a name after a colon is one segment that is not empty. They are
 * taken apart once, and not for each request.
 */
export function createMatcher<Of extends { readonly path: string }>(routes: readonly Of[]): Matcher<Of> {
  const patterns = routes.map(route => ({ route, pieces: route.path.slice(1).split('/') }))
  return segments => {
    const matches: PathMatch<Of>[] = []
    for (const { route, pieces } of patterns) {
      const parameters = matchPath(pieces, segments)
      if (parameters !== undefined) matches.push({ route, parameters })
    }
    return matches
  }
}

function matchPath(pieces: readonly string[], segments: readonly string[]): PathParameters | undefined {
  if (pieces.length !== segments.length) return undefined
  const fits = (piece: string, index: number) =>
    piece.startsWith(':') ? segments[index] !== '' : segments[index] === piece
  if (!pieces.every(fits)) return undefined
  const parameters: Record<string, string> = {}
  for (const [index, piece] of pieces.entries())
    if (piece.startsWith(':')) parameters[piece.slice(1)] = segments[index] ?? ''
  return parameters
}
