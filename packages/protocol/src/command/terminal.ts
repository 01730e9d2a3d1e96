/** What a command is handed of the machine. Only the two `main.ts` make a real one. */

export interface Terminal {
  readonly environment: Readonly<Record<string, string | undefined>>
  /** Milliseconds since 1970. */
  now(): number
  /** Standard input to its end, as text. */
  readInput(): Promise<string>
  /** A file as bytes; rejects as `node:fs` does. */
  readFile(path: string): Promise<Uint8Array>
  /** Standard output: what a program reads. */
  write(text: string): void
  /** Standard error: what is for the person. Somebody else's text may be in it: none of it is obeyed. */
  say(text: string): void
  /** Whether a person sits at the end of each. */
  readonly interactive: { readonly input: boolean; readonly output: boolean; readonly error: boolean }
}
