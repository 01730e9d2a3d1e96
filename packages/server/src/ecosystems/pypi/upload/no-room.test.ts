import { join } from 'node:path'
import { expect, test } from 'vitest'
import { listenForTest } from '../../../http/testing/listen-for-test.ts'
import { head, sendRaw } from '../../../http/testing/send-raw.ts'
import { createDirectory } from '../../../upstreams/index.ts'
import { fullDisk } from '../../../upstreams/testing.ts'
import { createDispatcher, ecosystems } from '../../index.ts'
import { bearer } from '../../testing/contract-subject.ts'
import { boundary, formBody, wheelParts } from '../testing/form.ts'
import { pypiHouse } from '../testing/pypi-house.ts'

test.each([0, 1])(
  'where the disk takes %d pieces of a file the answer is 507 with what to do, logged once, and nothing is left of it',
  async pieces => {
    const house = await pypiHouse()
    const { clock } = house
    const folder = join(house.folder, 'files')
    const random = (length: number) => new Uint8Array(length)
    const upstream = createDirectory({ folder, clock, random, openFile: fullDisk(pieces) })
    const reported: unknown[] = []
    const listener = await listenForTest(
      createDispatcher(ecosystems, {
        ...house,
        ...{ upstream, uploadLimit: 8 * 1024 * 1024, report: error => reported.push(error) },
      }),
    )
    const key = await house.keyOf(house.alice, [{ actions: ['publish'], targets: ['pypi:acme'] }])
    const widget = { name: 'widget', version: '1.0.0' }
    const body = formBody(wheelParts({ ...widget, entries: [['large.txt', 'x'.repeat(500_000)]] }))
    const request = head(
      'POST /pypi/acme/legacy/',
      `Authorization: ${bearer(key)}`,
      `Content-Type: multipart/form-data; boundary=${boundary}`,
      `Content-Length: ${body.length}`,
    )
    const answer = await sendRaw(listener.port, request, body)
    expect(answer).toMatchObject({ status: 507, reason: expect.stringContaining('Ask its operator') })
    expect(reported).toMatchObject([{ code: 'ENOSPC' }])
    expect(listener.logged).toEqual([])
    expect(house.held()).toEqual([])
    expect((await house.get('/pypi/acme/simple/widget/')).status).toBe(404)

    expect((await house.uploadWheel(widget)).status).toBe(200)
  },
)
