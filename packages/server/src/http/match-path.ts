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
  const patterns = routes.map(route => ({ route, pieces: piecesOf(route.path) }))
  return segments => {
    const matches: PathMatch<Of>[] = []
    for (const { route, pieces } of patterns)
      if (fits(pieces, segments)) matches.push({ route, parameters: parametersOf(pieces, segments) })
    return matches
  }
}

/** What stands between two slashes of a pattern: a text, or a name for whatever stands there. */
interface Piece {
  readonly text: string
  readonly name: string | undefined
}

function piecesOf(path: string): readonly Piece[] {
  const texts = path.slice(1).split('/')
  return texts.map(text => ({ text, name: text.startsWith(':') ? text.slice(1) : undefined }))
}

function fits(pieces: readonly Piece[], segments: readonly string[]): boolean {
  if (pieces.length !== segments.length) return false
  // No closure: this is asked of every pattern for every request.
  for (let at = 0; at < pieces.length; at += 1) {
    const { text, name } = pieces[at] as Piece
    if (name === undefined ? segments[at] !== text : segments[at] === '') return false
  }
  return true
}

function parametersOf(pieces: readonly Piece[], segments: readonly string[]): PathParameters {
  const parameters: Record<string, string> = {}
  for (const [at, { name }] of pieces.entries()) if (name !== undefined) parameters[name] = segments[at] ?? ''
  return parameters
}
