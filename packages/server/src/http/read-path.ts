/** Looks inside a request target. What is decided on is what was sent: nothing is tidied, what is odd is refused. */
import { type Refusal, refuse, refused } from '@latchkey/tokens'

export interface RequestPath {
  /** What stands between the slashes, decoded. `/a/b/` gives `a`, `b` and an empty one. */
  readonly segments: readonly string[]
  readonly query: URLSearchParams
}

/**
 * Path spellings on which two programs have disagreed (Traefik CVE-2026-40912, Envoy GHSA-xcx5-93pw-jw2w). RFC 9112
 * 3.2.2 would have us take absolute targets too; only proxies are sent those, and we are none.
 */
const hazards: readonly (readonly [RegExp, string])[] = [
  [/^(?!\/)/, 'does not start with a slash'],
  [/[^\x21-\x7e]/, 'holds a space, a control character or a byte outside ASCII that is not percent-encoded'],
  [/#/, 'holds a fragment (#)'],
  [/\\|%5c/i, 'holds a backslash'],
  [/%2f/i, 'holds an encoded slash (%2f)'],
  [/%00/, 'holds an encoded null (%00)'],
  [/%[01]|%7f/i, 'holds an encoded control character'],
  [/%25/, 'is encoded twice (%25)'],
  [/%(?![0-9a-f]{2})/i, 'holds a percent sign that starts no encoded byte'],
  [/\/\//, 'holds an empty segment (//)'],
  [/\/(\.|%2e){1,2}(\/|$)/i, 'holds a . or .. segment'],
]

/** Paths in which nothing can be wrong, and nothing is to be decoded: those of nearly every request. */
const plain = /^(?:\/(?!\.{1,2}(?:\/|$))[\w.~!$&'()*+,;=:@-]+)*\/?$/

/** The segments and query of a request target, or a refusal that names what is wrong with it. */
export function readPath(target: string): RequestPath | Refusal<'bad_path'> {
  const mark = target.indexOf('?')
  const path = mark < 0 ? target : target.slice(0, mark)
  const segments = plain.test(path) && path !== '' ? path.slice(1).split('/') : readSegments(path)
  if (refused(segments)) return segments
  return new PathThatWasRead(segments, mark < 0 ? '' : target.slice(mark))
}

/** The query is read once somebody asks for it: few do. */
class PathThatWasRead implements RequestPath {
  readonly segments: readonly string[]
  readonly #search: string
  #query: URLSearchParams | undefined

  constructor(segments: readonly string[], search: string) {
    this.segments = segments
    this.#search = search
  }

  get query(): URLSearchParams {
    this.#query ??= new URLSearchParams(this.#search)
    return this.#query
  }
}

function readSegments(path: string): readonly string[] | Refusal<'bad_path'> {
  for (const [pattern, what] of hazards) {
    if (pattern.test(path)) return badPath(what)
  }
  try {
    const segments = path.slice(1).split('/').map(decodeURIComponent)
    return segments.some(segment => /\p{Cc}/u.test(segment))
      ? badPath('holds an encoded control character')
      : segments
  } catch {
    return badPath('holds encoded bytes that are not UTF-8')
  }
}

function badPath(what: string): Refusal<'bad_path'> {
  return refuse('bad_path', `The path of this request ${what}.`, 'Send the plain path.')
}
