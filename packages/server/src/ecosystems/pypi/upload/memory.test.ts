/** How much memory a large upload takes: measured from outside, in a process that does nothing else. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { fileURLToPath } from 'node:url'
import { describe, expect, onTestFinished, test } from 'vitest'
import { memoryIsTold, peakMemory } from '../../../../../../test/support/memory.ts'
import { runs } from '../../../../../../test/support/runs.ts'
import { head, sendRaw } from '../../../http/testing/send-raw.ts'
import { createFileHashes } from '../../../upstreams/file-hashes.ts'
import { attenuated } from '../testing/attenuated.ts'
import { boundary, formBody } from '../testing/form.ts'

const mebibyte = 1024 ** 2
const program = fileURLToPath(new URL('../testing/serve-alone.ts', import.meta.url))

async function start() {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-memory-'))
  const child = spawn(process.execPath, ['--conditions=latchkey-source', program, folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  onTestFinished(async () => {
    child.kill()
    await once(child, 'close')
    rmSync(folder, { recursive: true })
  })
  const [line] = await once(createInterface(child.stdout), 'line')
  const { port, token }: { port: number; token: string } = JSON.parse(line)
  return { port, token, peak: () => peakMemory(child.pid ?? 0, 'serve-alone') }
}

/** The beginning of a gzip file, and noughts up to the size. */
function* generated(size: number) {
  const piece = Buffer.alloc(mebibyte)
  yield Buffer.from([0x1f, 0x8b])
  for (let left = size - 2; left > 0; left -= piece.length)
    yield left < piece.length ? piece.subarray(0, left) : piece
}

async function upload(port: number, token: string, size: number): Promise<number> {
  const hashes = await createFileHashes(['md5', 'blake2b256'])
  for (const piece of generated(size)) hashes.update(piece)
  const { sha256, md5 = '', blake2b256 = '' } = hashes.digests()
  const form = formBody([
    ...Object.entries({
      ':action': 'file_upload',
      protocol_version: '1',
      name: 'widget',
      version: '1.0.0',
      filetype: 'sdist',
    }),
    ...Object.entries({ sha256_digest: sha256, md5_digest: md5, blake2_256_digest: blake2b256 }),
    ['content', '@', 'widget-1.0.0.tar.gz'],
  ])
  const at = form.indexOf('\r\n\r\n@') + 4
  const sent = request({
    port,
    path: '/pypi/acme/legacy/',
    method: 'POST',
    headers: {
      Authorization: `Bearer ${token}`,
      'Content-Type': `multipart/form-data; boundary=${boundary}`,
      'Content-Length': form.length - 1 + size,
    },
  })
  const answered = once(sent, 'response')
  const body = function* () {
    yield form.subarray(0, at)
    yield* generated(size)
    yield form.subarray(at + 1)
  }
  await pipeline(Readable.from(body()), sent)
  const [response] = await answered
  response.resume()
  return response.statusCode
}

/** 500 MB in the long run; the journeys send as much each time, without digests. */
const size = Math.max(200, runs(500)) * mebibyte

describe.skipIf(!memoryIsTold)('memory (Linux: /proc tells it)', () => {
  test('a large upload with every digest that there is lets the server grow by less than 50 MB', async () => {
    const { port, token, peak } = await start()
    const idle = peak()
    // A caveat over the digest makes the server compute SHA-512 as well; this one then refuses the file.
    const narrow = attenuated(token, ['digest', [`sha256:${'0'.repeat(64)}`]])
    expect(await upload(port, narrow, 10 * mebibyte)).toBe(403)
    expect(await upload(port, token, size)).toBe(200)
    expect(peak() - idle).toBeLessThan(50)
  })

  test('nothing that is refused stays in memory', async () => {
    const { port, token, peak } = await start()
    const megabyte = Buffer.alloc(mebibyte, 'x')
    const type = `Content-Type: multipart/form-data; boundary=${boundary}`
    const upload = (size: number) =>
      head('POST /pypi/acme/legacy/', `Authorization: Bearer ${token}`, type, `Content-Length: ${size}`)
    const opening = formBody([['description', '']]).subarray(0, -boundary.length - 8)
    const strangers: (readonly (string | Uint8Array)[])[] = [
      ['GET / HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer ', ...Array(10).fill(megabyte), '\r\n\r\n'],
      [upload(5 * mebibyte + opening.length), opening, ...Array(5).fill(megabyte)],
      [upload(mebibyte), megabyte],
    ]
    const send = async (times: number) => {
      for (let time = 0; time < times; time++) {
        for (const pieces of strangers) expect((await sendRaw(port, ...pieces)).status).toBeGreaterThan(399)
      }
    }
    await send(20)
    const settled = peak()
    await send(runs(300))
    expect(peak() - settled).toBeLessThan(60)
  })
})
