/** A secret that lies in a file in clear: where, and what kind. Never what it is. */

export interface FoundSecret {
  /** From 1. */
  readonly line: number
  readonly kind: SecretKind
  /** What it is for, as the file says it: `[acme]`, `packages.example.com`. */
  readonly where: string
  /** Whether it is for the registry that is asked about. */
  readonly ours: boolean
  /** What to cut out of the text, so that it is gone. */
  readonly range: readonly [start: number, end: number]
}

export type SecretKind = 'latchkey-token' | 'pypi-token' | 'npm-token' | 'password'

/** By its looks; a registry may have another prefix, and then it is a password like any other. */
export function kindOf(value: string): SecretKind {
  if (value.startsWith('latchkey-')) return 'latchkey-token'
  if (value.startsWith('pypi-')) return 'pypi-token'
  return value.startsWith('npm_') ? 'npm-token' : 'password'
}

/** What stands for a secret without being one: `${NPM_TOKEN}`, or nothing. */
export function isReference(value: string): boolean {
  return value === '' || /^\$\{[^}]+\}$/.test(value)
}

export function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length
}

/** The text without them. */
export function without(text: string, found: readonly FoundSecret[]): string {
  return [...found]
    .sort((one, other) => other.range[0] - one.range[0])
    .reduce((rest, { range: [start, end] }) => rest.slice(0, start) + rest.slice(end), text)
}
