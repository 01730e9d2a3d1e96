/** Where the text of a new key goes: to standard output, alone, or to a file. Once. */
import { flag, type Output, text } from '@latchkey/protocol/command'
import { type Refusal, refuse, refused } from '@latchkey/tokens'
import type { Desk } from '../desk/index.ts'
import type { MadeKey } from './key.ts'
import { reserveSecretFile } from './secret-file.ts'

export const handOverOptions = {
  output: text('FILE', 'Write the text to this file, for you alone to read, and not to standard output.'),
  force: flag('Replace that file, if it is there.'),
} as const

export interface HandOver<Made extends MadeKey> {
  readonly output: string | undefined
  readonly force: boolean
  /** What is typed before `revoke`: `key`, `organization key acme`. */
  readonly group: string
  /** Asks the registry for the key. */
  make(): Promise<Made | Refusal>
  tell(made: Made): Told
}

/** What there is to say about a key besides its text. */
export interface Told {
  readonly data: object
  readonly note: string
}

/** Makes the key only once there is a place for its text. */
export async function handOver<Made extends MadeKey>(
  { output, force, group, make, tell }: HandOver<Made>,
  { folder }: Pick<Desk, 'folder'>,
): Promise<Output | Refusal> {
  if (output === undefined) {
    const made = await make()
    return refused(made) ? made : printed(made, tell(made))
  }
  const file = await reserveSecretFile(output, { folder, force })
  if (refused(file)) return file
  const made = await make()
  if (refused(made)) {
    await file.abandon()
    return made
  }
  try {
    await file.write(made.token)
  } catch {
    await file.abandon()
    return lost(file.path, made, group)
  }
  const { data, note } = tell(made)
  return {
    data: { ...data, path: file.path },
    note: `It is in ${file.path}, which you alone can read.\n${note}`,
  }
}

function printed({ token }: MadeKey, { data, note }: Told): Output {
  const text = token.expose()
  return { data: { ...data, token: text }, text, note: `It is shown this once: keep it now.\n${note}` }
}

function lost(path: string, { key }: MadeKey, group: string): Refusal<'unwritable_file'> {
  return refuse(
    'unwritable_file',
    `The key was made, and then its text could not be written to ${path}: it is lost.`,
    `Make room, type: latchkey ${group} revoke ${key.id}, and make another.`,
  )
}
