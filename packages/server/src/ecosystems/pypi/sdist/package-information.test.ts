import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { afterAll, expect, test } from 'vitest'
import type { FileContents } from '../../../upstreams/index.ts'
import { imports } from '../imports.ts'
import { readPackageInformation } from './package-information.ts'
import { readTar } from './read-tar.ts'

const folder = mkdtempSync(join(tmpdir(), 'latchkey-sdist-'))
afterAll(() => rmSync(folder, { recursive: true }))

const information = 'Metadata-Version: 2.1\nName: widget\nVersion: 1.0\nRequires-Python: >=3.9\n'

/** What the real tar makes of these files. */
function archive(files: Readonly<Record<string, string>>): Buffer {
  const place = mkdtempSync(join(folder, 'files-'))
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(place, name)), { recursive: true })
    writeFileSync(join(place, name), content)
  }
  const file = join(folder, 'archive.tar.gz')
  const { status } = spawnSync('tar', ['-czf', file, '-C', place, ...Object.keys(files)])
  expect(status).toBe(0)
  return readFileSync(file)
}

/** As it comes from a disk that gives a hundred bytes at a time. */
function contentsOf(bytes: Buffer): FileContents {
  return {
    size: bytes.length,
    async *read({ start, end } = { start: 0, end: bytes.length }) {
      for (let at = start; at < end; at += 100) yield bytes.subarray(at, Math.min(at + 100, end))
    },
  }
}

async function read(bytes: Buffer): Promise<string | undefined> {
  return (await readPackageInformation(contentsOf(bytes)))?.toString()
}

test('an imported source distribution is listed with the Python that it asks for', async () => {
  const asks = contentsOf(archive({ 'widget-1.0/PKG-INFO': information }))
  expect(await imports.inspect('widget-1.0.tar.gz', asks)).toEqual({ requiresPython: '>=3.9' })
  const silent = contentsOf(archive({ 'widget-1.0/setup.py': '' }))
  expect(await imports.inspect('widget-1.0.tar.gz', silent)).toEqual({})
})

test('PKG-INFO is found behind other files, whatever their size', async () => {
  const noise = 'noise '.repeat(40_000)
  expect(
    await read(
      archive({ 'widget-1.0/a/PKG-INFO': 'no', 'widget-1.0/b': noise, 'widget-1.0/PKG-INFO': information }),
    ),
  ).toBe(information)
})

test('only the one at the top counts, and there may be none', async () => {
  expect(await read(archive({ 'widget-1.0/src/PKG-INFO': information }))).toBeUndefined()
  expect(await read(archive({ 'PKG-INFO': information }))).toBeUndefined()
})

test('an archive that is cut off, damaged or none is passed over', async () => {
  const whole = archive({ 'widget-1.0/b': 'noise '.repeat(40_000), 'widget-1.0/PKG-INFO': information })
  const unpacked = gunzipSync(whole)
  const nonsense = Buffer.from(unpacked)
  nonsense.fill('x', 124, 136)
  for (const bytes of [
    whole.subarray(0, whole.length / 2),
    gzipSync(unpacked.subarray(0, 5_000)),
    gzipSync(nonsense),
    gzipSync('no archive'),
    Buffer.from('not even gzip'),
    Buffer.alloc(0),
  ])
    expect(await read(bytes)).toBeUndefined()
})

test('a file of less than nothing does not give back what was read: a small archive is not unpacked without end', async () => {
  const header = Buffer.alloc(512)
  header.write('widget-1.0/a')
  header.write('-0000002000', 124)
  let unpacked = 0
  async function* bomb() {
    for (; unpacked < 10_000; unpacked += 1) yield header
  }
  expect(await readTar(bomb(), () => false, { longest: 1_000, most: 10 * 512 })).toBeUndefined()
  expect(unpacked).toBeLessThan(10)
})
