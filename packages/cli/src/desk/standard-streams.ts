/**
 * Standard input, output and error of a process. Node's own streams load sockets and terminals first, which takes an
 * eighth of the time that it takes to start: what is no terminal is read and written at once.
 */
import { fstatSync, readSync, writeSync } from 'node:fs'

export interface StandardStreams {
  readonly stdin: AsyncIterable<Uint8Array> & { readonly isTTY: boolean }
  readonly stdout: StandardOutput
  readonly stderr: StandardOutput
}

interface StandardOutput {
  write(text: string): void
  readonly isTTY: boolean
  /** How many signs fit in a line of the terminal, where it is one and says so. */
  readonly width: number | undefined
}

type Running = Pick<NodeJS.Process, 'stdin' | 'stdout' | 'stderr'>

export function standardStreams(running: Running): StandardStreams {
  return {
    stdin: {
      [Symbol.asyncIterator]: () => pieces(running),
      get isTTY() {
        return isDevice(0) && running.stdin.isTTY === true
      },
    },
    stdout: output(1, () => running.stdout),
    stderr: output(2, () => running.stderr),
  }
}

function output(descriptor: 1 | 2, stream: () => NodeJS.WriteStream): StandardOutput {
  let known: boolean | undefined
  const isOne = () => (known ??= isDevice(descriptor))
  return {
    write(text) {
      if (isOne()) stream().write(text)
      else writeWhole(descriptor, text)
    },
    get isTTY() {
      return isOne() && stream().isTTY === true
    },
    get width() {
      return (isOne() && stream().columns) || undefined
    },
  }
}

/** Every terminal is one, and little else. What is closed is none. */
function isDevice(descriptor: number): boolean {
  try {
    return fstatSync(descriptor).isCharacterDevice()
  } catch {
    return false
  }
}

/** More than a program says at once: what is not read into costs as much to make. */
const longestPiece = 8_192

async function* pieces(running: Running): AsyncGenerator<Uint8Array> {
  for (;;) {
    const piece = new Uint8Array(longestPiece)
    const length = isDevice(0) ? undefined : read(piece)
    if (length === undefined) {
      // A terminal, or a pipe that somebody made not to be waited for.
      yield* running.stdin as AsyncIterable<Uint8Array>
      return
    }
    if (length === 0) return
    yield piece.subarray(0, length)
  }
}

/** Undefined where it cannot be waited for; 0 at its end. */
function read(piece: Uint8Array): number | undefined {
  try {
    return readSync(0, piece)
  } catch (problem) {
    const code = codeOf(problem)
    if (code === 'EAGAIN') return undefined
    // How Windows says that a pipe came to its end; and standard input that is closed holds nothing.
    if (code === 'EOF' || code === 'EBADF') return 0
    throw problem
  }
}

function writeWhole(descriptor: number, text: string): void {
  let rest = new TextEncoder().encode(text)
  while (rest.length > 0) {
    try {
      rest = rest.subarray(writeSync(descriptor, rest))
    } catch (problem) {
      const code = codeOf(problem)
      // Whoever reads has seen enough, or never looked.
      if (code === 'EPIPE' || code === 'EBADF') return
      if (code !== 'EAGAIN') throw problem
      Atomics.wait(pause, 0, 0, 5)
    }
  }
}

const pause = new Int32Array(new SharedArrayBuffer(4))

function codeOf(problem: unknown): string | undefined {
  return problem instanceof Error && 'code' in problem ? String(problem.code) : undefined
}
