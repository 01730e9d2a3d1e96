/** What others embed or install is built, laid out as it is published, and tried on the oldest Node it promises. */
import { cpSync, globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { run } from '../run.ts'
import { type Count, honest } from './count.ts'

const home = 'test/node-20'
const tests = globSync(`${home}/*.test.js`)
const embedded = ['tokens', 'protocol', 'client', 'cli']

export async function runNode20(): Promise<Count> {
  const { status: built } = await run('node', ['scripts/build.ts'], { echo: true })
  if (built !== 0) return { passed: 0, failed: 1, skipped: 0 }
  for (const name of embedded) layOut(name)
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-node-20-'))
  const report = join(folder, 'report.tap')
  const reporters = ['spec', 'tap'].map(name => `--test-reporter=${name}`)
  const destinations = ['stdout', report].map(place => `--test-reporter-destination=${place}`)
  try {
    const oldest = `${home}/node_modules/.bin/node`
    const { status } = await run(oldest, ['--test', ...reporters, ...destinations, ...tests], { echo: true })
    return honest(status, count(readFileSync(report, 'utf8')))
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** Copies what `npm publish` would send, so that no source and no other Node's features are in reach. */
function layOut(folder: string): void {
  const from = join('packages', folder)
  const { name, files }: { name: string; files: readonly string[] } = JSON.parse(
    readFileSync(join(from, 'package.json'), 'utf8'),
  )
  const to = join(home, 'node_modules', name)
  rmSync(to, { recursive: true, force: true })
  for (const part of ['package.json', ...files]) cpSync(join(from, part), join(to, part), { recursive: true })
}

function count(tap: string): Count {
  const [passed = 0, failed = 0, skipped = 0] = ['pass', 'fail', 'skipped'].map(word =>
    Number(new RegExp(`^# ${word} (\\d+)$`, 'm').exec(tap)?.[1] ?? 0),
  )
  return { passed, failed, skipped }
}
