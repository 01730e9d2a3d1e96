/** One server process among several on a database, without npm around it, so that it can be killed as it stands. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { recordedEnv, runLog } from './run-log.ts'

const ours = fileURLToPath(new URL('../../packages/server/bin/latchkey-server.js', import.meta.url))

export interface ServerNode extends AsyncDisposable {
  readonly origin: string
  /** The process that was started; it may have started others. */
  readonly processId: number
  /** All that it has printed so far. */
  output(): string
  /** kill -9; resolves when the process is gone. */
  kill(): Promise<void>
  /** Asks it to end, and waits until it has: its exit code. */
  stop(): Promise<number | null>
}

export interface NodeOptions {
  readonly data: string
  readonly env?: Readonly<Record<string, string>>
  /** None: any that is free. */
  readonly port?: number
  /** Another `latchkey-server` than that of this repository. */
  readonly program?: string
}

/** A node that starts; it may be killed before it has. */
export function spawnNode({ data, env = {}, port = 0, program = ours }: NodeOptions) {
  const child = spawn(process.execPath, ['--max-semi-space-size=4', program, 'serve', '--json'], {
    env: {
      ...{ PATH: process.env.PATH, LANG: 'C.UTF-8', PORT: String(port), LATCHKEY_DATA: data },
      ...{ LATCHKEY_LOG: 'info', ...recordedEnv, ...env },
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const ended = once(child, 'close')
  let output = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    output += text
    runLog.write(text)
  })
  const lines = createInterface({ input: child.stdout })
  const kill = async () => {
    child.kill('SIGKILL')
    await ended
  }
  return {
    kill,
    /** Waits until it says where it is; throws where it ends before. */
    async ready(): Promise<ServerNode> {
      for await (const line of lines) {
        const { origin }: { origin: string } = JSON.parse(line)
        const processId = child.pid ?? 0
        return { origin, processId, output: () => output, kill, stop, [Symbol.asyncDispose]: kill }
      }
      await ended
      throw new Error(`The server did not start. It printed:\n${output}`)
    },
  }

  async function stop(): Promise<number | null> {
    child.kill('SIGTERM')
    const late = setTimeout(30_000, 'late' as const, { ref: false })
    if ((await Promise.race([ended, late])) !== 'late') return child.exitCode
    await kill()
    throw new Error(`The server did not end when it was asked to. It printed:\n${output}`)
  }
}

export function startNode(options: NodeOptions): Promise<ServerNode> {
  return spawnNode(options).ready()
}
