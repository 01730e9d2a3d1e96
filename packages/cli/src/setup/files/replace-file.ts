/** Writes a settings file as a whole: a crash at any instant leaves the old or the new one. */
import { randomUUID } from 'node:crypto'
import { mkdir, open, rename, unlink } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { type Refusal, refuse } from '@latchkey/tokens'
import { codeOf } from './code-of.ts'
import type { OpenFile } from './open-file.ts'

/** Through links, and with the permissions that it had; a new one is this person's alone. An empty one is removed. */
export async function replaceFile(
  { path, at, mode }: Omit<OpenFile, 'text'>,
  text: string,
  newMode: number,
): Promise<Refusal<'unwritable_file'> | undefined> {
  const written = join(dirname(at), `.${basename(at)}.${randomUUID()}.new`)
  try {
    if (text === '' && path === at) {
      await unlink(at)
      return undefined
    }
    await mkdir(dirname(at), { recursive: true, mode: 0o700 })
    const file = await open(written, 'wx', 0o600)
    try {
      await file.writeFile(text)
      await file.chmod(mode ?? newMode)
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(written, at)
    return undefined
  } catch (problem) {
    await unlink(written).catch(() => undefined)
    const code = codeOf(problem)
    return refuse(
      'unwritable_file',
      `${path} cannot be written (${code}).`,
      `${code === 'ENOSPC' ? 'Make room on that disk' : 'Look at who may write there'}, then type the same again: what was done already is not done twice.`,
    )
  }
}
