/** A real terminal, by tmux: a person types into a shell of theirs and reads the screen. */
import { spawnSync } from 'node:child_process'
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

/** The line that was typed, what it printed, the next prompt. */
const prompt = /^[^\n]*\n(?:([\s\S]*)\n)?\[(\d+)\] \$\s*$/

const latchkey = fileURLToPath(new URL('../../packages/cli/bin/latchkey.js', import.meta.url))

export interface RealTerminal extends Disposable {
  /** Types a line and Enter, and does not wait for what comes of it. */
  type(line: string): void
  /** Presses a key: `C-c`. */
  press(key: string): void
  /** Waits until what was typed shows it; throws where that ended without, or after a minute, with all that is there. */
  shows(what: RegExp): Promise<RegExpExecArray>
  /** Waits until the shell is ready for the next line. */
  ended(): Promise<Ended>
  /** Types a line, and waits until what it started has ended. */
  run(line: string): Promise<Ended>
}

export interface Ended {
  readonly status: number
  /** What stands between the line and the next prompt, as it is seen: what is typed while it is not shown is not there. */
  readonly screen: string
}

/** A shell at home in `folder`, with `latchkey` to type, in nobody's CI and without a window system. */
export async function openTerminal(
  folder: string,
  env: Readonly<Record<string, string>> = {},
): Promise<RealTerminal> {
  const programs = join(folder, 'bin')
  mkdirSync(programs, { recursive: true })
  symlinkSync(latchkey, join(programs, 'latchkey'))
  writeFileSync(join(folder, '.prompt'), "PS1='[$?] $ '\n")
  const socket = join(folder, 'tmux')
  const path = [programs, dirname(process.execPath), '/usr/bin', '/bin'].join(':')
  const environment = { HOME: folder, PATH: path, LANG: 'C.UTF-8', TERM: 'screen', ...env }

  function tmux(...words: readonly string[]): string {
    const asked = spawnSync('/usr/bin/tmux', ['-S', socket, '-f', '/dev/null', ...words], {
      ...{ cwd: folder, encoding: 'utf8', env: environment },
    })
    if (asked.status !== 0) throw new Error(`tmux ${words[0]}: ${asked.stderr}`)
    return asked.stdout
  }
  tmux('new-session', '-d', '-x', '160', '-y', '60', 'bash --rcfile .prompt')

  /** Everything since the terminal was cleared, its wrapped lines as one. */
  const screen = () => tmux('capture-pane', '-p', '-J', '-S', '-')

  async function until<T>(look: (screen: string) => T | null): Promise<T> {
    const patience = AbortSignal.timeout(60_000)
    while (!patience.aborted) {
      const found = look(screen())
      if (found !== null) return found
      await setTimeout(50)
    }
    throw neverShown(screen())
  }

  await until(shown => /^\[0\] \$/.exec(shown))

  const type = (line: string) => {
    tmux('send-keys', '-R')
    tmux('clear-history')
    tmux('send-keys', '-l', line)
    tmux('send-keys', 'Enter')
  }
  const ended = () =>
    until(shown => {
      const [, printed, status] = prompt.exec(shown) ?? []
      return status === undefined ? null : { status: Number(status), screen: printed?.trimEnd() ?? '' }
    })
  return {
    type,
    ended,
    press: key => void tmux('send-keys', key),
    shows: what =>
      until(shown => {
        const found = what.exec(shown)
        if (found === null && prompt.test(shown)) throw neverShown(shown)
        return found
      }),
    run(line) {
      type(line)
      return ended()
    },
    [Symbol.dispose]: () => void tmux('kill-server'),
  }
}

function neverShown(screen: string): Error {
  return new Error(`The terminal never showed it. It shows:\n${screen.trim()}`)
}
