/** What a server asks for: `WWW-Authenticate` (RFC 9110, 11.6.1). */

export interface Challenge {
  /** In lower case. */
  readonly scheme: string
  /** By lower-case name. The first of a name counts. */
  readonly parameters: Readonly<Record<string, string>>
}

/** Every challenge of the header, in order; what cannot be read ends the list. */
export function parseChallenges(header: string | null): readonly Challenge[] {
  throw new Error(`Not yet: ${header?.length ?? 0}`)
}
