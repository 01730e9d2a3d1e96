import { EventEmitter } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { runChild } from './run-child.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'latchkey-run-child-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** As much of a process as is looked at; `send` is how a signal comes. */
function running({ isTTY = false } = {}) {
  const env = { PATH: globalThis.process.env['PATH'] }
  const process = Object.assign(new EventEmitter(), { env, stdin: { isTTY } })
  const send = (signal: NodeJS.Signals) => void process.emit(signal, signal)
  return Object.assign(process as unknown as NodeJS.Process, { send })
}

const shell = (script: string) => ({ words: ['/bin/sh', '-c', script], quiet: true, input: '' }) as const
const privately = () => ({ path: join(folder, 'private'), files: { 'a/token': 'secret' } })

/** Once the file is there that the program makes. */
async function appeared(name: string): Promise<void> {
  while (!existsSync(join(folder, name))) await setTimeout(5)
}

test('its exit code and what it wrote are handed back', async () => {
  expect(await runChild(running(), shell('echo out; echo err >&2; exit 7'))).toEqual({
    ...{ exitCode: 7, output: 'out\n', said: 'err\n' },
  })
})

test('one that a signal ended has 128 and its number', async () => {
  expect(await runChild(running(), shell('kill -TERM $$'))).toMatchObject({ exitCode: 143 })
})

test.for(['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT'] as const)(
  '%s reaches it, and its private files are gone when it ended',
  async signal => {
    const process = running()
    const name = signal.slice(3)
    const script = `trap 'exit 42' ${name}; : > ${folder}/started; while :; do sleep 0.02; done`
    const ended = runChild(process, { ...shell(script), privately: privately() })
    await appeared('started')
    expect(readdirSync(join(folder, 'private', 'a'))).toEqual(['token'])
    process.send(signal)
    expect(await ended).toMatchObject({ exitCode: 42 })
    expect(existsSync(join(folder, 'private'))).toBe(false)
    expect(process.listenerCount(signal)).toBe(0)
  },
)

test('Ctrl-C at a terminal, which told it already, is not said to it twice', async () => {
  const process = running({ isTTY: true })
  const script = `trap 'exit 42' INT; : > ${folder}/started; sleep 0.2; exit 0`
  const ended = runChild(process, shell(script))
  await appeared('started')
  process.send('SIGINT')
  expect(await ended).toMatchObject({ exitCode: 0 })
})

test('private files are readable by this person alone, and not put where something is already', async () => {
  const script = `stat -c '%a %n' ${folder}/private ${folder}/private/a ${folder}/private/a/token`
  expect(await runChild(running(), { ...shell(script), privately: privately() })).toMatchObject({
    output: `700 ${folder}/private\n700 ${folder}/private/a\n600 ${folder}/private/a/token\n`,
  })
  mkdirSync(join(folder, 'private'))
  writeFileSync(join(folder, 'private', 'of-another'), '')
  await expect(runChild(running(), { ...shell('true'), privately: privately() })).rejects.toThrow('EEXIST')
  expect(readdirSync(join(folder, 'private'))).toEqual(['of-another'])
})

test('a program that is not there is refused, and leaves nothing', async () => {
  const missing = { ...shell(''), words: ['no-such-program-here'] as const, privately: privately() }
  expect(await runChild(running(), missing)).toMatchObject({ code: 'no_such_program' })
  expect(readdirSync(folder)).toEqual([])
})
