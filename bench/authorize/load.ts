/** Asks a server for something many times over connections that stay open, and learns what that cost it. */
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { connect } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import type { Run } from '../contest.ts'

const connections = 32

/** Milliseconds within which a server has written what it writes behind its answers: Latchkey does so each second. */
const writesBehind = 1_200

/** A program, and what it said of itself. */
export interface Served<About> {
  readonly about: About
  readonly program: ChildProcess
}

/** Starts a program of this folder, and gives what it says of itself. */
export async function serve<About>(file: string, words: readonly string[] = []): Promise<Served<About>> {
  const program = fork(new URL(file, import.meta.url), words)
  const [about] = await once(program, 'message')
  return { about, program }
}

/** Requests after which the compiler has done its work. */
const warmUp = 15_000

/**
 * The work of answering requests, in CPU seconds of the server, which is warm by then. Every answer must be a 200 and as
 * long as the first, so that nothing needs to be parsed. What is written behind the answers is part of the work; what the
 * server does when nobody asks anything is not.
 */
export async function load(program: ChildProcess, origin: string, next: () => string): Promise<Run> {
  await ask(origin, warmUp, next)
  const idle = await idleWork(program)
  return {
    async work(times) {
      const before = await usage(program)
      const began = performance.now()
      await ask(origin, times, next)
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

async function ask(origin: string, times: number, next: () => string): Promise<void> {
  const { whole } = await firstAnswer(origin, next())
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
      if (received === 0 && !isOk(bytes)) socket.destroy(new Error(bytes.toString('latin1')))
      received += bytes.length
      if (received < whole) return
      received = 0
      send()
    })
    send()
    await closed
  }
  await Promise.all(Array.from({ length: Math.min(connections, times) }, each))
}

/** The bytes of the body that a request is answered with; the head comes on top. */
export async function lengthOfAnswer(origin: string, request: string): Promise<number> {
  return (await firstAnswer(origin, request)).body
}

async function firstAnswer(origin: string, request: string) {
  const socket = connect(Number(new URL(origin).port), '127.0.0.1')
  socket.write(request)
  let answer = ''
  for await (const bytes of socket.setEncoding('latin1')) {
    answer += bytes
    const [head, length] = /^HTTP\/1\.1 200 .*?\r\ncontent-length: (\d+).*?\r\n\r\n/is.exec(answer) ?? []
    if (head === undefined) throw new Error(answer)
    const body = Number(length)
    if (answer.length >= head.length + body) return { body, whole: head.length + body }
  }
  throw new Error('The server hung up.')
}

function isOk(bytes: Buffer): boolean {
  return bytes.toString('latin1', 0, 13) === 'HTTP/1.1 200 '
}
