import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { refused } from '@latchkey/tokens'
import { expect, test } from 'vitest'
import { listenForTest } from '../../../http/testing/listen-for-test.ts'
import { head, sendRaw } from '../../../http/testing/send-raw.ts'
import type { Upstream } from '../../../upstreams/index.ts'
import { createDispatcher, ecosystems } from '../../index.ts'
import { bearer } from '../../testing/contract-subject.ts'
import { boundary, formBody, wheelParts } from '../testing/form.ts'
import { type PypiHouse, pypiHouse } from '../testing/pypi-house.ts'

/** Holds a file, and loses it at once: a sweep on another node, or somebody who tidies up. */
function losing({ upstream, folder }: PypiHouse): Upstream {
  return {
    ...upstream,
    async receive(body, options) {
      const received = await upstream.receive(body, options)
      if (refused(received)) return received
      const { sha256 } = received.digests
      return {
        ...received,
        async keep() {
          const kept = await received.keep()
          rmSync(join(folder, 'files', 'sha256', sha256.slice(0, 2), sha256))
          return kept
        },
      }
    },
  }
}

test('a file that goes away before its row is written is not published, and the client is told to send it again', async () => {
  const house = await pypiHouse()
  const options = { ...house, upstream: losing(house), uploadLimit: 1024 * 1024, report: () => undefined }
  const listener = await listenForTest(createDispatcher(ecosystems, options))
  const key = await house.keyOf(house.alice, [{ actions: ['publish'], targets: ['pypi:acme'] }])
  const body = formBody(wheelParts({ name: 'widget', version: '1.0.0' }))
  const request = head(
    'POST /pypi/acme/legacy/',
    `Authorization: ${bearer(key)}`,
    `Content-Type: multipart/form-data; boundary=${boundary}`,
    `Content-Length: ${body.length}`,
  )
  const answer = await sendRaw(listener.port, request, body)
  expect(answer).toMatchObject({ status: 503, reason: expect.stringContaining('Upload it again') })
  expect((await house.get('/pypi/acme/simple/widget/')).status).toBe(404)
})
