/** An address that says whose password is meant: a keyring is asked only where there is a user name. */
export function withUsername(origin: string): string {
  return origin.replace('://', '://__token__@')
}
