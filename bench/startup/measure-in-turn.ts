/** Runs command lines in rounds that take turns, so that whatever else the machine does meets all of them alike. */
import { spawnSync } from 'node:child_process'
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface Line {
  readonly name: string
  readonly words: readonly string[]
  readonly input?: string
  readonly environment?: Readonly<Record<string, string>>
}

/** Means of the middle half, in milliseconds. */
export interface Cost {
  readonly name: string
  readonly cpu: number
  readonly wall: number
}

/** By the shell's own `time`, which is told by the system what a program took, its beginning and end included. */
const timed = 'TIMEFORMAT="%3U %3S %3R"; time "$@" 2>&3'

export async function measureInTurn(lines: readonly Line[], rounds: number): Promise<readonly Cost[]> {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-bench-'))
  try {
    const taken = lines.map(() => [] as { readonly cpu: number; readonly wall: number }[])
    for (let round = 0; round <= rounds; round++) {
      for (const [index, line] of lines.entries()) {
        const once = run(line, folder)
        // The first round warms the disk's memory up.
        if (round > 0) taken[index]?.push(once)
      }
    }
    return lines.map(({ name }, index) => {
      const all = taken[index] ?? []
      return { name, cpu: middle(all.map(each => each.cpu)), wall: middle(all.map(each => each.wall)) }
    })
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function run({ name, words, input = '', environment }: Line, folder: string) {
  const [from, to, said] = ['in', 'out', 'said'].map(each => join(folder, each)) as [string, string, string]
  writeFileSync(from, input)
  const files = [openSync(from, 'r'), openSync(to, 'w'), openSync(said, 'w')] as const
  const { status, stderr } = spawnSync('bash', ['-c', timed, 'bash', ...words], {
    stdio: [files[0], files[1], 'pipe', files[2]],
    encoding: 'utf8',
    env: { PATH: process.env['PATH'], HOME: folder, ...environment },
  })
  for (const file of files) closeSync(file)
  if (status !== 0) throw new Error(`${name} ended with ${status}: ${readFileSync(said, 'utf8')}${stderr}`)
  const [user = 0, system = 0, wall = 0] = stderr.trim().split(' ').map(Number)
  return { cpu: (user + system) * 1_000, wall: wall * 1_000 }
}

/** As a median deaf to what was met by chance, and finer: the system tells whole milliseconds. */
function middle(numbers: readonly number[]): number {
  const quarter = Math.floor(numbers.length / 4)
  const half = numbers.toSorted((one, other) => one - other).slice(quarter, numbers.length - quarter)
  return half.reduce((sum, each) => sum + each, 0) / half.length
}
