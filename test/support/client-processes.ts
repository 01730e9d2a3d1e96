/** Many processes that embed the client, started once for many tasks: what costs is to start them. */
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { ChangingTask } from './changing-process.ts'
import type { Said, Task } from './client-process.ts'
import { type EmptyFolder, emptyFolder } from './folder.ts'

/** What they run: the one asks a registry once for each task, the other changes what is kept until it is killed. */
export type ClientProgram = 'client-process.ts' | 'changing-process.ts'

export interface ClientProcess {
  readonly child: ChildProcess
  /** Everything that it said, in order. */
  readonly said: readonly Said[]
  /** Gives it a task: what its request came to, `200`, or a code and a sentence; undefined where it was killed. */
  run(task: Task | ChangingTask): Promise<string | undefined>
  /** Lets it go on where it was held up. */
  goOn(): void
  /** The next thing of that kind that it says. */
  says<Kind extends Said['kind']>(kind: Kind): Promise<Extract<Said, { kind: Kind }> | undefined>
}

export interface ClientProcesses extends AsyncDisposable {
  readonly all: readonly ClientProcess[]
}

/**
 * Waits until all have loaded, so that they begin a task at once. They run this source as it is; what Node makes of it is
 * kept in a folder, so that one of them takes half a second of a processor and each of the others a tenth.
 */
export async function startClientProcesses(
  count: number,
  program: ClientProgram = 'client-process.ts',
): Promise<ClientProcesses> {
  const cache = emptyFolder()
  const first = startOne(program, cache)
  await heard(first, 'ready')
  first.child.disconnect()
  await once(first.child, 'exit')
  const all = Array.from({ length: count }, () => startOne(program, cache))
  await Promise.all(all.map(each => heard(each, 'ready')))
  return {
    all,
    async [Symbol.asyncDispose]() {
      await Promise.all(all.map(({ child }) => end(child)))
      await cache[Symbol.asyncDispose]()
    },
  }
}

function startOne(program: ClientProgram, cache: EmptyFolder): ClientProcess {
  const child = fork(fileURLToPath(new URL(program, import.meta.url)), {
    execArgv: ['--conditions=latchkey-source', '--max-semi-space-size=1'],
    env: { PATH: process.env['PATH'], NODE_COMPILE_CACHE: cache.path },
  })
  const said: Said[] = []
  child.on('message', (message: Said) => said.push(message))
  const one: ClientProcess = {
    child,
    said,
    async run(task) {
      child.send(task)
      return (await one.says('done'))?.answer
    },
    goOn: () => void child.send('go on'),
    says: kind => heard(one, kind),
  }
  return one
}

/** The next thing of that kind that it says; undefined where it ends before. */
function heard<Kind extends Said['kind']>(
  { child }: ClientProcess,
  kind: Kind,
): Promise<Extract<Said, { kind: Kind }> | undefined> {
  return new Promise(resolve => {
    const settle = (said?: Extract<Said, { kind: Kind }>) => {
      child.off('message', listen).off('exit', gone)
      resolve(said)
    }
    const listen = (said: Said) => {
      if (said.kind === kind) settle(said as Extract<Said, { kind: Kind }>)
    }
    const gone = () => settle()
    child.on('message', listen).on('exit', gone)
    if (child.exitCode !== null || child.signalCode !== null) gone()
  })
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, 'exit')
  child.kill('SIGKILL')
  await ended
}
