/** What the clients of a file see once it is deleted, and what is left of it on the disk. */
import { readdirSync, utimesSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import { granted } from '../../credentials/testing/small-house.ts'
import { judgeOf } from '../../repositories/testing/judge-of.ts'
import { type PypiHouse, pypiHouse } from './testing/pypi-house.ts'

const widget = { name: 'widget', version: '1.0.0' }
const filename = 'widget-1.0.0-py3-none-any.whl'
let house: PypiHouse

beforeEach(async () => {
  house = await pypiHouse()
  expect((await house.uploadWheel(widget)).status).toBe(200)
  expect((await house.uploadWheel({ ...widget, version: '2.0.0' })).status).toBe(200)
  const { token } = await house.keyOf(house.alice, [{ actions: ['delete'], targets: ['*'] }])
  const judge = judgeOf(house, granted(await house.authenticate(token)), { version: '1.0.0' }, 'delete')
  granted(await house.repositories.deleteFiles(judge))
})

test('a deleted file is neither listed nor downloaded any more, nor is its METADATA', async () => {
  expect(await house.listed('widget')).toEqual(['widget-2.0.0-py3-none-any.whl'])
  expect((await house.get(`/pypi/acme/files/widget/${filename}`)).status).toBe(404)
  expect((await house.get(`/pypi/acme/files/widget/${filename}.metadata`)).status).toBe(404)
})

test('uploading it again is refused in the words of pypi.org, the same file or another', async () => {
  const refusal = {
    status: 400,
    reason: expect.stringContaining('This filename was previously used by a file'),
  }
  expect(await house.uploadWheel(widget)).toMatchObject(refusal)
  expect(await house.uploadWheel({ ...widget, entries: [['more.py', '']] })).toMatchObject(refusal)
  expect(await house.listed('widget')).toEqual(['widget-2.0.0-py3-none-any.whl'])
})

test('its content is swept from the disk after a day, and that of the other version is not', async () => {
  const folder = join(house.folder, 'files', 'sha256')
  const held = () =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(name => name.length > 2)
  const twoDaysAgo = house.clock.now() / 1000 - 2 * 86_400
  for (const name of held()) utimesSync(join(folder, name), twoDaysAgo, twoDaysAgo)
  expect(held()).toHaveLength(2)
  expect(await house.upstream.sweep(house.repositories.isNamed)).toBe(1)
  expect(held()).toHaveLength(1)
  expect((await house.get('/pypi/acme/files/widget/widget-2.0.0-py3-none-any.whl')).status).toBe(200)
})
