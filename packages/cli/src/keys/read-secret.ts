/** A secret that somebody pipes in, names the file of, or types without its being shown. Never an argument. */
import { Secret } from '@latchkey/protocol'
import { type Refusal, refused } from '@latchkey/tokens'
import type { Desk } from '../desk/index.ts'
import { readFile } from '../read-file.ts'

export interface SecretSource {
  /** A file that was named. */
  readonly path: string | undefined
  /** What a person at the keyboard is asked. */
  readonly question: string
}

/** Undefined where there is none: an empty pipe, nobody at the keyboard, a person who gave up. */
export async function readSecret(
  { path, question }: SecretSource,
  desk: Pick<Desk, 'interactive' | 'person' | 'readFile' | 'readInput'>,
): Promise<Secret | undefined | Refusal> {
  if (path !== undefined) {
    const bytes = await readFile(desk, path)
    return refused(bytes) ? bytes : secretIn(new TextDecoder().decode(bytes))
  }
  if (!desk.interactive.input) return secretIn(await desk.readInput())
  if (!desk.person.isThere) return undefined
  const typed = await desk.person.askSecret(question)
  return typed && secretIn(typed.expose())
}

function secretIn(text: string): Secret | undefined {
  const trimmed = text.trim()
  return trimmed === '' ? undefined : new Secret(trimmed)
}
