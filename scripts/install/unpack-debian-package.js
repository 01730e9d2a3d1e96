/**
 * Unpacks the files of one Debian package into a folder of the repository, and nothing that it depends on: rebar3 is one
 * file that runs on Erlang alone, while Debian brings 270 MB along with it; and docker's client needs no daemon.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { onPath } from './on-path.js'

const folder = fileURLToPath(new URL('../../node_modules/.cache/debian', import.meta.url))

/**
 * Where it cannot be had, it says so; the tests that need it are skipped.
 *
 * @param {string} name
 * @param {string} program where it lies in the package, `usr/bin/rebar3`
 */
export function unpackDebianPackage(name, program) {
  if (onPath(basename(program)) !== undefined || existsSync(join(folder, program))) return
  process.stderr.write(`Unpacking ${name} ...\n`)
  mkdirSync(folder, { recursive: true })
  // apt-get compares what it downloads with what the distribution signed.
  run('apt-get', '-q', 'download', name)
  const file = readdirSync(folder).find(each => each.startsWith(`${name}_`) && each.endsWith('.deb'))
  if (file !== undefined) run('dpkg', '--extract', file, '.')
  if (existsSync(join(folder, program))) return
  process.stderr.write(`\nMissing, so what needs it is skipped: ${name}\n`)
  process.stderr.write(`To get it on Debian or Ubuntu: sudo apt-get install ${name}\n\n`)
}

/** @param {string} command @param {...string} words */
function run(command, ...words) {
  spawnSync(command, words, { cwd: folder, stdio: ['ignore', 'ignore', 'ignore'] })
}
