/** What one page costs the server that answers it, and how much there is of it. */
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { Agent, get } from 'node:http'

export interface PageCost {
  readonly status: number
  /** CPU, user and system: the median of rounds. */
  readonly milliseconds: number
  /** Of the body, as it is sent. */
  readonly bytes: number
}

const rounds = 15
/** Enough that asking for the usage costs nothing beside it. */
const inARound = 12
const toWarmUp = 40

const agent = new Agent({ keepAlive: true, maxSockets: 1 })

export async function measurePage(program: ChildProcess, url: string, cookie = ''): Promise<PageCost> {
  const first = await ask(url, cookie)
  if (first.status !== 200) return { ...first, milliseconds: 0 }
  await warmUp(url, cookie)
  const found: number[] = []
  for (let round = 0; round < rounds; round++) {
    const before = await usage(program)
    for (let i = 0; i < inARound; i++) await ask(url, cookie)
    found.push(((await usage(program)) - before) / inARound)
  }
  const median = found.toSorted((a, b) => a - b)[Math.floor(rounds / 2)] ?? 0
  return { ...first, milliseconds: median * 1000 }
}

export async function warmUp(url: string, cookie: string): Promise<void> {
  for (let i = 0; i < toWarmUp; i++) await ask(url, cookie)
}

async function usage(program: ChildProcess): Promise<number> {
  const answered = once(program, 'message')
  program.send('usage')
  const [seconds] = await answered
  return seconds
}

async function ask(url: string, cookie: string): Promise<Pick<PageCost, 'status' | 'bytes'>> {
  const request = get(url, { agent, headers: { cookie, 'accept-language': 'en' } })
  const [response] = await once(request, 'response')
  let bytes = 0
  for await (const chunk of response) bytes += chunk.length
  return { status: response.statusCode, bytes }
}
