/**
 * `npm run check`: every static check at once, a line each. `npm run check -- --write` first mends what can be mended
 * (format, what pages show of files, the drawing of the floors, the page of settings).
 */
import { documents } from './checks/documents.ts'
import { drawing } from './checks/drawing.ts'
import { handedIn } from './checks/handed-in.ts'
import { layout } from './checks/layout.ts'
import { lockFiles } from './checks/lock-files.ts'
import { settingsPage } from './checks/settings.ts'
import { shortFiles } from './checks/short-files.ts'
import { run } from './run.ts'

interface Check {
  readonly promise: string
  /** What is wrong, in words for a person; nothing where all is well. */
  readonly problems: () => Promise<string>
}

const write = process.argv.includes('--write')

const checks: readonly Check[] = [
  tool('format and lint', 'biome', [...(write ? ['check', '--write'] : ['ci']), '--colors=off', '.']),
  tool('types', 'tsc', ['--project', 'tsconfig.json']),
  tool('floors: arrows point down, rooms are entered by their doors', 'depcruise', [
    'packages',
    '--config',
    '.dependency-cruiser.mjs',
  ]),
  tool('nothing unused', 'knip', ['--no-progress', '--treat-config-hints-as-errors']),
  own('short files that say what they are for', shortFiles),
  own('clock, randomness, fetch and environment are handed in', handedIn),
  own('pages show files as they are', () => documents({ write })),
  own('the drawing is the floor table', () => drawing({ write })),
  own('the page of settings is the schema', () => settingsPage({ write })),
  own('the map names what is there', layout),
  own('no download addresses, no folder of one machine', lockFiles),
]

const started = performance.now()
const failed = (await Promise.all(checks.map(report))).filter(passed => !passed).length
process.stdout.write(
  failed === 0
    ? `\nAll ${checks.length} checks hold (${seconds(started)}).\n`
    : `\n${failed} of ${checks.length} checks fail.\n`,
)
process.exitCode = failed === 0 ? 0 : 1

async function report({ promise, problems }: Check): Promise<boolean> {
  const begun = performance.now()
  const words = (await problems().catch(String)).trim()
  process.stdout.write(`${words === '' ? '✓' : '✗'} ${promise} (${seconds(begun)})\n`)
  if (words !== '') process.stdout.write(`${words.replaceAll(/^/gm, '    ')}\n`)
  return words === ''
}

function tool(promise: string, command: string, words: readonly string[]): Check {
  return {
    promise,
    problems: async () => {
      const { status, output } = await run(command, words)
      return status === 0 ? '' : output || `${command} ended with ${status}`
    },
  }
}

function own(promise: string, find: () => readonly string[] | Promise<readonly string[]>): Check {
  return { promise, problems: async () => (await find()).join('\n') }
}

function seconds(since: number): string {
  return `${((performance.now() - since) / 1000).toFixed(1)} s`
}
