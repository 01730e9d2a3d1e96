/** A file passes through the server without ever being in it whole. */
import { openAsBlob, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type AcmeServer, startAcmeServer } from '../support/acme.ts'
import { memoryIsTold, peakMemory } from '../support/memory.ts'

const mebibyte = 1024 ** 2

describe.skipIf(!memoryIsTold)('an upload of 500 MB (Linux: /proc tells the memory)', () => {
  let server: AcmeServer

  beforeAll(async () => {
    // As it is run day by day: what writes down the secrets of a run takes memory of its own, and so does the first
    // start of a checkout, which strips the types of every file.
    const plainly = { NODE_OPTIONS: '' }
    await (await startAcmeServer(plainly)).stop()
    server = await startAcmeServer(plainly)
  })
  afterAll(() => server?.stop())

  test('is published by a server that stays below 150 MB of memory', async () => {
    const file = join(server.folder, 'widget-1.0.0.tar.gz')
    // Nothing but the beginning of a gzip file (RFC 1952 section 2.3.1), and then zeros.
    writeFileSync(file, Uint8Array.of(0x1f, 0x8b))
    truncateSync(file, 500 * mebibyte)
    const form = new FormData()
    for (const [name, value] of Object.entries(fields)) form.append(name, value)
    form.append('content', await openAsBlob(file), 'widget-1.0.0.tar.gz')
    const answer = await fetch(`${server.origin}/pypi/acme/legacy/`, {
      method: 'POST',
      headers: { authorization: `Bearer ${server.token}` },
      body: form,
    })
    expect(answer.status, await answer.text()).toBe(200)
    expect(peak()).toBeLessThan(150_000_000 / mebibyte)
  })

  const fields = {
    ':action': 'file_upload',
    protocol_version: '1',
    metadata_version: '2.1',
    name: 'widget',
    version: '1.0.0',
    filetype: 'sdist',
    pyversion: 'source',
  }

  /** MiB. */
  function peak(): number {
    return peakMemory(server.processId, 'latchkey-server.js')
  }
})
