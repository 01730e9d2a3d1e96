import { once } from 'node:events'
import { connect } from 'node:net'
import { expect, test } from 'vitest'
import { operator } from '../../../audit/index.ts'
import { head } from '../../../http/testing/send-raw.ts'
import { bearer } from '../../testing/contract-subject.ts'
import { boundary, formBody, wheelParts } from '../testing/form.ts'
import { pypiHouse } from '../testing/pypi-house.ts'

const widget = { name: 'widget', version: '1.0.0' }

test.each([
  ['all its files', { storage: 100 }, /quota of acme is 100 bytes for all its files/],
  ['one file', { file: 100 }, /quota of acme is 100 bytes for one file/],
] as const)(
  'more than the quota for %s is a 413 that names it, and leaves nothing behind',
  async (_, quota, why) => {
    const house = await pypiHouse()
    await house.organizations.setQuota(house.acme.id, quota, operator)
    const answer = await house.uploadWheel(widget)
    expect(answer).toMatchObject({ status: 413, reason: expect.stringMatching(why) })
    expect(house.held()).toEqual([])
    expect((await house.get('/pypi/acme/simple/widget/')).status).toBe(404)
  },
)

test('an upload that announces more than the quota is refused before its file is sent', async () => {
  const house = await pypiHouse()
  await house.organizations.setQuota(house.acme.id, { storage: 1000 }, operator)
  const key = await house.keyOf(house.alice, [{ actions: ['publish'], targets: ['pypi:acme'] }])
  const form = formBody(wheelParts(widget))
  const fields = form.subarray(0, form.indexOf('application/octet-stream\r\n\r\n') + 28)
  const request = head(
    'POST /pypi/acme/legacy/',
    `Authorization: ${bearer(key)}`,
    `Content-Type: multipart/form-data; boundary=${boundary}`,
    `Content-Length: ${7 * 1024 * 1024}`,
  )
  // Nothing of the file follows: an answer that waited for it would never come.
  const socket = connect(house.listener.port, '127.0.0.1')
  socket.write(request)
  socket.write(fields)
  const [answer] = await once(socket, 'data')
  socket.destroy()
  expect(String(answer)).toMatch(/^HTTP\/1\.1 413 The quota of acme is 1000 bytes/)
})

test('the same file again is there already, however full the organization is', async () => {
  const house = await pypiHouse()
  expect((await house.uploadWheel(widget)).status).toBe(200)
  await house.organizations.setQuota(house.acme.id, { storage: 1, file: 1 }, operator)
  expect((await house.uploadWheel(widget)).status).toBe(200)
  expect((await house.uploadWheel({ ...widget, version: '2.0.0' })).status).toBe(413)
})
