/** Whether credentials and settings are this person's alone, and can be written. */
import { randomUUID } from 'node:crypto'
import { constants, existsSync } from 'node:fs'
import { lstat, open, unlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Check, type Finding, ok, problem, warning } from '../finding.ts'

const kept = [
  { name: '.', mode: 0o700 },
  { name: 'credentials.json', mode: 0o600 },
  { name: 'settings.json', mode: 0o600 },
  { name: 'locks', mode: 0o700 },
] as const

export const files: Check = {
  name: 'files',
  async look({ folder }) {
    const user = process.geteuid?.()
    if (user === undefined) return [ok('Windows keeps the folders of a person from others.')]
    if (!existsSync(folder)) return [ok(`${folder} is not there yet: nothing was ever kept.`)]
    const found: Finding[] = []
    for (const { name, mode } of kept) {
      const finding = await lookAt(join(folder, name), mode, user)
      if (finding !== undefined) found.push(finding)
    }
    const unwritable = await tryToWrite(folder)
    if (unwritable !== undefined) found.push(unwritable)
    return found.length > 0 ? found : [ok(`${folder} is yours alone.`)]
  },
}

async function lookAt(path: string, mode: number, user: number): Promise<Finding | undefined> {
  const found = await lstat(path).catch(() => undefined)
  if (found === undefined) return undefined
  if (found.isSymbolicLink())
    return problem(`${path} is a link.`, { repair: `Move what it points to here: ${path}` })
  if (found.uid !== user)
    return problem(`${path} belongs to another user.`, { repair: `sudo chown -R $(id -u) '${path}'` })
  if ((found.mode & 0o077) === 0) return undefined
  const wanted = mode.toString(8)
  return warning(`${path} is open to others (${(found.mode & 0o777).toString(8)}).`, {
    repair: `chmod ${wanted} '${path}'`,
    async fix() {
      await close(path, mode, user)
      return `It is yours alone now (${wanted}). If others use this machine, log out and in again.`
    },
  })
}

/** A login is renewed by writing it down. Only a file that was written tells a full or read-only disk. */
async function tryToWrite(folder: string): Promise<Finding | undefined> {
  const path = join(folder, `settings.json.${randomUUID()}.new`)
  try {
    await writeFile(path, '\n'.repeat(4096), { flag: 'wx', mode: 0o600 })
    return undefined
  } catch (failure) {
    const code = failure instanceof Error && 'code' in failure ? String(failure.code) : 'unknown error'
    if (code === 'ENOENT') return undefined
    return problem(`${folder} cannot be written to (${code}): no login is kept there, renewed or ended.`, {
      repair:
        code === 'ENOSPC'
          ? 'Make room on its disk.'
          : 'Let it be written to, or set LATCHKEY_CONFIG to a folder of yours that can be.',
    })
  } finally {
    await unlink(path).catch(() => undefined)
  }
}

/** What is there now, and not what a link leads to: whoever could write here may have put one there since. */
async function close(path: string, mode: number, user: number): Promise<void> {
  const file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK)
  try {
    if ((await file.stat()).uid !== user) throw new Error('It belongs to another user now.')
    await file.chmod(mode)
  } finally {
    await file.close()
  }
}
