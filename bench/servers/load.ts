/** Asks a server for something many times over connections that stay open, and learns what that cost it. */
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { connect } from 'node:net'
import { setImmediate } from 'node:timers'
import { setTimeout as pause } from 'node:timers/promises'
import type { Run } from '../contest.ts'

const connections = 32

/** Milliseconds within which a server has written what it writes behind its answers: Latchkey does so each second. */
const writesBehind = 1_200

/** A server does something of its own each second; of less than this it would be a part. */
const secondsOfARound = 0.5

/** A program, and what it said of itself. */
export interface Served<About> {
  readonly about: About
  readonly program: ChildProcess
}

/** Starts a program, and gives what it says of itself. */
export async function serve<About>(file: URL, words: readonly string[] = []): Promise<Served<About>> {
  const program = fork(file, words)
  const [about] = await once(program, 'message')
  return { about, program }
}

/** Requests after which the compiler has done its work. */
const warmUp = 15_000

/**
 * The work of answering requests, in CPU seconds of the server, which is warm by then. Every answer must have the status
 * and the length of the first, so that nothing needs to be parsed. What is written behind the answers is part of the work; what the
 * server does when nobody asks anything is not.
 */
export async function load(
  program: ChildProcess,
  origin: string,
  next: () => string,
  status: 200 | 400 = 200,
): Promise<Run> {
  await ask(origin, warmUp, next, status)
  const idle = await idleWork(program)
  return {
    seconds: secondsOfARound,
    async work(times) {
      const before = await usage(program)
      const began = performance.now()
      await ask(origin, times, next, status)
      await pause(writesBehind)
      return (await usage(program)) - before - (idle * (performance.now() - began)) / 1000
    },
    stop: () => void program.kill(),
  }
}

/** CPU seconds that a server takes in a second without a request: the least of several, as the first may have work left. */
async function idleWork(program: ChildProcess): Promise<number> {
  let least = Number.POSITIVE_INFINITY
  for (let window = 0; window < 6; window++) {
    const before = await usage(program)
    const began = performance.now()
    await pause(writesBehind)
    const seconds = (performance.now() - began) / 1000
    least = Math.min(least, ((await usage(program)) - before) / seconds)
  }
  return least
}

async function usage(program: ChildProcess): Promise<number> {
  const answered = once(program, 'message')
  program.send('usage')
  const [seconds] = await answered
  return seconds
}

async function ask(origin: string, times: number, next: () => string, status: number): Promise<void> {
  const { whole } = await firstAnswer(origin, next(), status)
  const start = `HTTP/1.1 ${status} `
  let left = times - 1
  const each = async () => {
    const socket = connect(Number(new URL(origin).port), '127.0.0.1').setNoDelay()
    const closed = once(socket, 'close')
    let received = 0
    const send = () => {
      left -= 1
      if (left < 0) socket.end()
      else socket.write(next())
    }
    socket.on('data', bytes => {
      if (received === 0 && bytes.toString('latin1', 0, 13) !== start)
        socket.destroy(new Error(bytes.toString('latin1')))
      received += bytes.length
      if (received < whole) return
      received = 0
      send()
    })
    send()
    await closed
    if (received > 0) throw new Error('The server hung up, or an answer was shorter than the first.')
  }
  const awake = stayAwake()
  await Promise.all(Array.from({ length: Math.min(connections, times) }, each))
  awake.abort()
}

/** To wake whoever sleeps until an answer comes costs the server that writes it, and the more the slower it is. */
function stayAwake(): AbortController {
  const until = new AbortController()
  const again = () => void (until.signal.aborted || setImmediate(again))
  again()
  return until
}

/** The bytes of the body that a request is answered with; the head comes on top. */
export async function lengthOfAnswer(origin: string, request: string): Promise<number> {
  return (await firstAnswer(origin, request)).body
}

async function firstAnswer(origin: string, request: string, status = 200) {
  const socket = connect(Number(new URL(origin).port), '127.0.0.1')
  socket.write(request)
  let answer = ''
  for await (const bytes of socket.setEncoding('latin1')) {
    answer += bytes
    const [head, said, length] =
      /^HTTP\/1\.1 (\d+) .*?\r\ncontent-length: (\d+).*?\r\n\r\n/is.exec(answer) ?? []
    if (head === undefined || said !== String(status)) throw new Error(answer)
    const body = Number(length)
    if (answer.length >= head.length + body) return { body, whole: head.length + body }
  }
  throw new Error('The server hung up.')
}

/** The next of these with each call, beginning at `from`, and the first again after the last. */
export function inTurn(texts: readonly string[], from = 0): () => string {
  let at = from
  return () => texts[at++ % texts.length] ?? ''
}

/** `POST`, with a form. */
export function post(origin: string, path: string, form: string, headers: readonly string[] = []): string {
  const lines = [
    ...[`POST ${path} HTTP/1.1`, `Host: ${new URL(origin).host}`, ...headers],
    ...['Content-Type: application/x-www-form-urlencoded', `Content-Length: ${form.length}`],
  ]
  return `${lines.join('\r\n')}\r\n\r\n${form}`
}
