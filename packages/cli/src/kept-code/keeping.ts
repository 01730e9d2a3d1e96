/** For which command, by which Node and by whom code is kept. */
import { statSync } from 'node:fs'

export interface Keeping {
  /** A word of a file's name: the functions that one command runs are not those of another. */
  readonly command: string
  /** The version and architecture of this Node, as a word of a file's name. */
  readonly node: string
  /** Tells this program from any other of that version: bytecode refers to what was built into the one that made it. */
  readonly build: string
  /** Effective user ID. */
  readonly user: number
  /** Whether this run compiles as any other does: with options of its own, V8 would refuse what it made without. */
  readonly isPlain: boolean
}

export interface Running extends Pick<NodeJS.Process, 'version' | 'arch' | 'execPath' | 'execArgv' | 'env'> {
  readonly geteuid?: (() => number) | undefined
}

/**
 * Undefined where nothing is kept: on Windows, which has no owners of this kind; where Node is told to keep no code; where
 * what runs is counted, for kept code counts less.
 */
export function keepingOf(running: Running, command: string | undefined): Keeping | undefined {
  const { version, arch, execPath, execArgv, env } = running
  const user = running.geteuid?.()
  if (command === undefined || user === undefined) return undefined
  if (env['NODE_DISABLE_COMPILE_CACHE'] || env['NODE_V8_COVERAGE']) return undefined
  const program = statSync(execPath, { throwIfNoEntry: false })
  if (program === undefined) return undefined
  const { size, mtimeMs } = program
  const isPlain = execArgv.length === 0 && !env['NODE_OPTIONS']
  return { command, node: `${version}-${arch}`, build: `${execPath} ${size} ${mtimeMs}`, user, isPlain }
}
