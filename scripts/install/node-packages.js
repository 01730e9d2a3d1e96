/** Installs a folder's packages from its lock file where they are missing or differ from it. */
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))

/**
 * What the lock file says, and it stays as it is. Not `npm ci`: that refuses a lock file that was written where the
 * packages of other platforms could not be had. Development packages hold the Node that everything runs on, so they are
 * wanted under NODE_ENV=production too.
 */
const words = ['install', '--no-save', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error']

/** @param {string} folder relative to the repository */
export function installNodePackages(folder) {
  const from = join(root, folder)
  if (installed(from)) return
  process.stderr.write(`Installing packages ${folder === '.' ? '' : `of ${folder} `}(a minute at most) ...\n`)
  const { status } = spawnSync('npm', words, { cwd: from, stdio: ['ignore', 2, 2] })
  if (status !== 0) {
    process.stderr.write(
      `npm could not install ${from}. Read its message above, then type the command again.\n`,
    )
    process.exit(1)
  }
}

/** Whether what npm says it installed is what the lock file names. An interrupted installation left no such word. */
function installed(folder) {
  const record = join(folder, 'node_modules/.package-lock.json')
  if (!existsSync(record)) return false
  const locked = packagesOf(join(folder, 'package-lock.json'))
  const present = packagesOf(record)
  return Object.entries(locked).every(
    ([path, { version, integrity, optional }]) =>
      path === '' ||
      (path in present
        ? present[path].version === version && present[path].integrity === integrity
        : optional || !path.includes('node_modules/')),
  )
}

function packagesOf(lockFile) {
  return JSON.parse(readFileSync(lockFile, 'utf8')).packages
}
