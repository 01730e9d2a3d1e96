/** What a crash left behind: files that never came to replace another, and stores that were put aside. */
import { lstat, readdir, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import { type Check, type Finding, ok, warning } from '../finding.ts'

/** Milliseconds: nobody writes one for so long. */
const longest = 60_000

const unfinished = /^(credentials|settings)\.json\.[0-9a-f-]{32,36}\.new$/
const aside = /^credentials\.json\.corrupt-/

export const leftOver: Check = {
  name: 'left over',
  async look({ folder, machine }) {
    const names = await readdir(folder).catch(() => [])
    const found = await Promise.all(names.map(name => lookAt(join(folder, name), name, machine.clock.now())))
    const findings = found.filter(finding => finding !== undefined)
    return findings.length > 0 ? findings : [ok('No crash has left anything behind.')]
  },
}

async function lookAt(path: string, name: string, now: number): Promise<Finding | undefined> {
  if (aside.test(name))
    return warning(`${path} was put aside because it could not be read. It may hold credentials.`, {
      repair: `Once you do not need it: rm '${path}'`,
    })
  if (!unfinished.test(name)) return undefined
  const { mtimeMs } = await lstat(path)
  if (now - mtimeMs < longest) return undefined
  return warning(`${path} was never finished by whoever wrote it.`, {
    repair: `rm '${path}'`,
    async fix() {
      await unlink(path)
      return 'It was removed.'
    },
  })
}
