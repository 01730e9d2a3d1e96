/** A hundred processes of one person that start at once, and what becomes of their login when one of them is held up. */
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Instant } from '../support/client-process.ts'
import {
  type ClientProcess,
  type ClientProcesses,
  startClientProcesses,
} from '../support/client-processes.ts'
import {
  type ClientRegistry,
  expire,
  leaveExpiredLogin,
  startLatchkeyRegistry,
  startStrictRegistry,
} from '../support/client-registries.ts'
import { type EmptyFolder, emptyFolder } from '../support/folder.ts'

let home: EmptyFolder
let processes: ClientProcesses
let latchkey: ClientRegistry
let strict: Awaited<ReturnType<typeof startStrictRegistry>>

beforeAll(async () => {
  home = emptyFolder()
  strict = await startStrictRegistry()
  latchkey = await startLatchkeyRegistry()
  processes = await startClientProcesses(100)
})
afterAll(async () => {
  for (const each of [processes, latchkey, strict, home]) await each?.[Symbol.asyncDispose]()
})

const registries = { 'a Latchkey': () => latchkey, 'a registry that forgives nothing': () => strict }

describe.each(Object.entries(registries))('at %s', (name, registry) => {
  const folder = (what: string) => join(home.path, `${name} ${what}`.replaceAll(' ', '-'))

  test('a hundred processes with an expired login refresh it once, and nobody is asked', async () => {
    await leaveExpiredLogin(folder('many'), registry(), await registry().logIn())
    const before = registry().tokenRequests()
    const asked = prompts()
    const answers = await Promise.all(processes.all.map(each => each.run(task(registry(), folder('many')))))
    expect(answers).toEqual(Array(100).fill('200'))
    expect(registry().tokenRequests() - before).toBe(1)
    expect(prompts()).toBe(asked)
  })

  test('without a login and with a terminal on one of a hundred, that one is asked once, and all go on', async () => {
    const asked = prompts()
    const [first, ...others] = processes.all
    const terminal = first?.run(task(registry(), folder('nobody'), { terminal: true }))
    const prompt = await first?.says('prompt')
    const allWait = Promise.all(others.map(each => each.says('waiting')))
    const waiting = others.map((each, i) =>
      each.run(task(registry(), folder('nobody'), { terminal: i % 2 === 0 })),
    )
    await allWait
    await registry().letIn(prompt?.userCode ?? '')
    expect(await Promise.all([terminal, ...waiting])).toEqual(Array(100).fill('200'))
    expect(prompts()).toBe(asked + 1)
  })
})

/** What others see of a holder that is held up at an instant, and what becomes of it when it goes on. */
const heldUp = [
  ['a registry that forgives nothing', 'before sending'],
  ['a registry that forgives nothing', 'after persisting'],
  ['a Latchkey', 'before sending'],
  ['a Latchkey', 'after sending'],
  ['a Latchkey', 'after persisting'],
] as const satisfies readonly (readonly [keyof typeof registries, Instant])[]

/** Those of one scenario, which share a folder: one that is held up, and others that come meanwhile. */
function scene(
  index: number,
  name: string,
): { folder: string; first: ClientProcess; others: readonly ClientProcess[] } {
  const [first, ...others] = processes.all.slice(index * 6, index * 6 + 6)
  if (first === undefined) throw new Error('There are not enough processes.')
  return { folder: join(home.path, `held-up-${index}-${name}`), first, others }
}

test.concurrent.for(heldUp.map((scenario, i) => [...scenario, i] as const))(
  'a holder that is stopped at %s, %s: the others go on, it goes on, and nobody is logged out or asked',
  async ([name, instant, index], { expect }) => {
    const registry = registries[name]()
    const { folder, first, others } = scene(index, 'stopped')
    const asked = prompts()
    await leaveExpiredLogin(folder, registry, await registry.logIn())
    const stopped = first.run(task(registry, folder, { heldUp: instant }))
    await first.says('at')
    first.child.kill('SIGSTOP')
    const answers = await Promise.all(others.map(each => each.run(task(registry, folder))))
    expect(answers).toEqual(Array(5).fill('200'))
    first.child.kill('SIGCONT')
    first.goOn()
    expect(await stopped).toBe('200')
    // And the login is good for another refresh.
    await expire(folder, registry)
    expect(await first.run(task(registry, folder))).toBe('200')
    expect(prompts()).toBe(asked)
  },
)

test('whatever was stopped and resumed, the strict registry has ended no login', () => {
  expect(strict.ended).toBe(0)
})

test.for(heldUp.map((scenario, i) => [...scenario, i] as const))(
  'a holder that is killed at %s, %s: the others go on at once, and nobody is logged out or asked',
  async ([name, instant, index]) => {
    const registry = registries[name]()
    const { folder, first, others } = scene(index, 'killed')
    const asked = prompts()
    await leaveExpiredLogin(folder, registry, await registry.logIn())
    const killed = first.run(task(registry, folder, { heldUp: instant }))
    const waiting = first.says('at').then(() => {
      first.child.kill('SIGKILL')
      return Promise.all(others.map(each => each.run(task(registry, folder))))
    })
    expect(await killed).toBeUndefined()
    expect(await waiting).toEqual(Array(5).fill('200'))
    await expire(folder, registry)
    const [other] = others
    expect(await other?.run(task(registry, folder))).toBe('200')
    expect(strict.ended).toBe(0)
    expect(prompts()).toBe(asked)
  },
)

test('a Latchkey’s answer that is lost in transit is not a lost login', async () => {
  await using lossy = await startLatchkeyRegistry({ losesOneIn: 2 })
  const folder = join(home.path, 'lost-answers')
  await leaveExpiredLogin(folder, lossy, await lossy.logIn())
  const survivors = processes.all.slice(50, 58)
  const asked = prompts()
  for (let round = 0; round < 3; round++) {
    const answers = await Promise.all(survivors.map(each => each.run(task(lossy, folder))))
    expect(answers).toEqual(Array(8).fill('200'))
    await expire(folder, lossy)
  }
  expect(lossy.lostAnswers()).toBeGreaterThanOrEqual(2)
  expect(prompts()).toBe(asked)
})

function prompts(): number {
  return processes.all.flatMap(({ said }) => said).filter(({ kind }) => kind === 'prompt').length
}

function task(
  { origin }: ClientRegistry,
  folder: string,
  more: { terminal?: boolean; heldUp?: Instant } = {},
) {
  return { registry: origin, folder, ...more }
}
