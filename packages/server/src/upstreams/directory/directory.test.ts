import { createHash, randomBytes } from 'node:crypto'
import { mkdtemp, readdir, rm, utimes } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { refused } from '@latchkey/tokens'
import { blake2b } from '@noble/hashes/blake2.js'
import { describe, expect, onTestFinished, test } from 'vitest'
import { createManualClock } from '../../host/testing.ts'
import type { FileContents, ReceivedFile, ReceiveOptions, Upstream } from '../upstream.ts'
import { createDirectory } from './directory.ts'

const day = 24 * 60 * 60 * 1000
const hex = (algorithm: string, text: string) => createHash(algorithm).update(text).digest('hex')

async function start() {
  const folder = await mkdtemp(join(tmpdir(), 'latchkey-directory-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const clock = createManualClock(Date.now())
  const upstream = createDirectory({ folder, clock, random: randomBytes })
  const everything = async () => {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true })
    return entries.filter(entry => entry.isFile()).map(entry => entry.name)
  }
  return { folder, clock, upstream, everything }
}

async function* pieces(...texts: readonly string[]) {
  for (const text of texts) yield Buffer.from(text)
}

async function receive(
  upstream: Upstream,
  text: string,
  options: Partial<ReceiveOptions> = {},
): Promise<ReceivedFile> {
  const received = await upstream.receive(pieces(text), { limit: 1000, ...options })
  if (refused(received)) throw new Error(received.message)
  return received
}

async function textOf(contents: FileContents | undefined, range?: { start: number; end: number }) {
  const chunks: Uint8Array[] = []
  for await (const chunk of contents?.read(range) ?? []) chunks.push(chunk)
  return Buffer.concat(chunks).toString()
}

describe('a directory upstream', () => {
  test('computes the digests that are asked for, and always SHA-256', async () => {
    const { upstream } = await start()
    const body = pieces('hello', ' ', 'world')
    const received = await upstream.receive(body, { limit: 11, digests: ['md5', 'blake2b256'] })
    expect(received).toMatchObject({
      size: 11,
      digests: {
        sha256: hex('sha256', 'hello world'),
        md5: hex('md5', 'hello world'),
        blake2b256: Buffer.from(blake2b(Buffer.from('hello world'), { dkLen: 32 })).toString('hex'),
      },
    })
    expect((await receive(upstream, 'hello')).digests).toEqual({ sha256: hex('sha256', 'hello') })
  })

  test('holds a file only once it is kept, and reads it before', async () => {
    const { upstream } = await start()
    const received = await receive(upstream, 'hello')
    expect(await upstream.open(hex('sha256', 'hello'))).toBeUndefined()
    expect(await textOf(received.contents)).toBe('hello')
    const kept = await received.keep()
    expect(kept.stillThere()).toBe(true)
    const opened = await upstream.open(hex('sha256', 'hello'))
    expect(opened?.size).toBe(5)
    expect(await textOf(opened)).toBe('hello')
    expect(await textOf(opened, { start: 1, end: 3 })).toBe('el')
    expect(await textOf(opened, { start: 3, end: 3 })).toBe('')
  })

  test('lays a file under its SHA-256, once however often it comes', async () => {
    const { upstream, everything } = await start()
    for (let time = 0; time < 3; time++) await (await receive(upstream, 'hello')).keep()
    expect(await everything()).toEqual([hex('sha256', 'hello')])
  })

  test('leaves nothing behind of what is discarded, too large or cut off', async () => {
    const { upstream, everything } = await start()
    await (await receive(upstream, 'hello')).discard()
    const large = await upstream.receive(pieces('hello', ' world'), { limit: 10 })
    expect(large).toMatchObject({ code: 'file_too_large', message: expect.stringContaining('10 bytes') })
    const cutOff = (async function* () {
      yield Buffer.from('hello')
      throw new Error('the client went away')
    })()
    await expect(upstream.receive(cutOff, { limit: 10 })).rejects.toThrow('the client went away')
    expect(await everything()).toEqual([])
  })

  test('does not lose a kept file to a late discard', async () => {
    const { upstream } = await start()
    const received = await receive(upstream, 'hello')
    const kept = await received.keep()
    await received.discard()
    expect(kept.stillThere()).toBe(true)
  })

  test('makes no path of what is no digest', async () => {
    const { upstream } = await start()
    await expect(upstream.open('../../etc/passwd')).rejects.toThrow(TypeError)
    await expect(upstream.open('A'.repeat(64))).rejects.toThrow(TypeError)
  })
})

describe('a sweep', () => {
  test('deletes what is older than a day and named by no row, and uploads that were cut off', async () => {
    const { upstream, clock, everything } = await start()
    await (await receive(upstream, 'named')).keep()
    await (await receive(upstream, 'forgotten')).keep()
    await receive(upstream, 'left in the middle')
    const isNamed = async (sha256: string) => sha256 === hex('sha256', 'named')
    expect(await upstream.sweep(isNamed)).toBe(0)
    clock.advance(day + 60_000)
    expect(await upstream.sweep(isNamed)).toBe(2)
    expect(await everything()).toEqual([hex('sha256', 'named')])
  })

  test('spares what is put in place again while it sweeps', async () => {
    const { folder, clock, upstream } = await start()
    await (await receive(upstream, 'hello')).keep()
    const sha256 = hex('sha256', 'hello')
    const longAgo = new Date(clock.now() - 2 * day)
    await utimes(join(folder, 'sha256', sha256.slice(0, 2), sha256), longAgo, longAgo)
    const asked: string[] = []
    const deleted = await upstream.sweep(async digest => {
      asked.push(digest)
      await (await receive(upstream, 'hello')).keep()
      return false
    })
    expect({ asked, deleted }).toEqual({ asked: [sha256], deleted: 0 })
    expect(await textOf(await upstream.open(sha256))).toBe('hello')
  })

  test('finds nothing to do where nothing was ever uploaded', async () => {
    const { upstream } = await start()
    expect(await upstream.sweep(async () => false)).toBe(0)
  })
})
