import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { expect, onTestFinished, test } from 'vitest'
import { linux } from './linux.ts'
import { macos } from './macos.ts'
import type { ProcessSource } from './process-source.ts'
import { processTable } from './process-table.ts'

async function child(): Promise<ChildProcess & { pid: number }> {
  const started = spawn('sleep', ['60'])
  onTestFinished(() => void started.kill('SIGKILL'))
  await once(started, 'spawn')
  return started as ChildProcess & { pid: number }
}

async function startOf(source: ProcessSource, pid: number): Promise<string> {
  const found = await source.look(pid)
  if (typeof found !== 'object') throw new Error(`${pid} is ${found}`)
  return found.start
}

// The `ps` of macOS is stood in for by that of Linux, which takes the same words.
const sources = { 'by /proc': linux, 'by ps': macos } as const

test.for(Object.entries(sources))('a process runs until it is killed, told %s', async ([, source]) => {
  const table = processTable({ ...source, table: async () => 'this one' })
  const process = await child()
  const start = await startOf(source, process.pid)
  expect(await table.ended({ pid: process.pid, start })).toBe(false)
  process.kill('SIGKILL')
  await once(process, 'exit')
  expect(await table.ended({ pid: process.pid, start })).toBe(true)
})

test.for(Object.entries(sources))('a stopped process has not ended, told %s', async ([, source]) => {
  const process = await child()
  process.kill('SIGSTOP')
  const start = await startOf(source, process.pid)
  expect(await processTable(source).ended({ pid: process.pid, start })).toBe(false)
})

test.for(Object.entries(sources))(
  'a number that another process has by now is another process, told %s',
  async ([, source]) => {
    const process = await child()
    const ended = processTable(source).ended({ pid: process.pid, start: 'long before' })
    expect(await ended).toBe(true)
  },
)

test.for(Object.entries(sources))(
  'a process that is dead and not yet asked about by its parent has ended, told %s',
  async ([, source]) => {
    // The shell is replaced by a program that never asks what became of its child, long before there is something to ask.
    const parent = spawn('sh', ['-c', 'sleep 0.5 & echo $!; exec sleep 60'], {
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    onTestFinished(() => void parent.kill('SIGKILL'))
    const [pid] = await once(parent.stdout, 'data')
    await expect.poll(() => source.look(Number(pid)), { timeout: 20_000 }).toBe('dead')
    expect(await processTable(source).ended({ pid: Number(pid), start: 'any' })).toBe(true)
  },
)

test('this process is known by its number, boot, namespace and start', async () => {
  const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
  expect(await processTable(linux).self()).toEqual({
    pid: process.pid,
    host: expect.any(String),
    table: expect.stringMatching(new RegExp(`^${boot} pid:\\[\\d+\\]$`)),
    start: expect.stringMatching(/^\d+$/),
  })
})

test('a process with a name full of parentheses and spaces is read all the same', async () => {
  const named = spawn(process.execPath, [
    '-e',
    'process.title = ") Z 1 ("; setInterval(() => {}, 1e6); console.log(1)',
  ])
  onTestFinished(() => void named.kill('SIGKILL'))
  await once(named.stdout, 'data')
  const pid = named.pid ?? 0
  expect(readFileSync(`/proc/${pid}/stat`, 'utf8')).toContain('() Z 1 ()')
  expect(await startOf(linux, pid)).toMatch(/^\d+$/)
})

test('where a machine tells nothing, nobody has ended, and nobody can be looked for', async () => {
  const silent = processTable({ table: async () => undefined, look: async () => undefined })
  expect(await silent.ended({ pid: 999_999, start: '1' })).toBe(false)
  expect(await silent.self()).toEqual({ pid: process.pid, host: expect.any(String) })
})

test('a list that hides a process does not make it dead', async () => {
  const { pid } = await child()
  const hiding = processTable({ table: async () => 'this one', look: async () => 'buried' })
  expect(await hiding.ended({ pid, start: '1' })).toBe(false)
})
