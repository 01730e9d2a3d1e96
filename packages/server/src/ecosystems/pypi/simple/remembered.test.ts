import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest'
import { operator } from '../../../audit/index.ts'
import { granted } from '../../../credentials/testing/small-house.ts'
import { judgeOf } from '../../../repositories/testing/judge-of.ts'
import { openStore } from '../../../storage/index.ts'
import { bearer } from '../../testing/contract-subject.ts'
import { type PypiHouse, pypiHouse } from '../testing/pypi-house.ts'

const page = '/pypi/acme/simple/widget/'
const json = { Accept: 'application/vnd.pypi.simple.v1+json' }

let house: PypiHouse

beforeEach(async () => {
  house = await pypiHouse()
  await house.uploadWheel({ name: 'widget', version: '1.0' })
  expect(await house.listed('widget')).toHaveLength(1)
})

async function mayChange(action: 'retire' | 'delete') {
  const { token } = await house.keyOf(house.alice, [{ actions: [action], targets: ['*'] }])
  return judgeOf(house, granted(await house.authenticate(token)), {}, action)
}

describe('an index page that was answered before', () => {
  test('is answered again without its rows, while nobody writes', async () => {
    const files = vi.spyOn(house.repositories, 'files')
    const first = await house.get(page, json)
    expect(files.mock.calls.length).toBeLessThanOrEqual(1)
    files.mockClear()
    expect((await house.get(page, json)).body).toBe(first.body)
    expect((await house.get(page, { ...json, 'If-None-Match': etagOf(first.head) })).status).toBe(304)
    expect(files).not.toHaveBeenCalled()
  })

  test('shows at once what was published, retired and deleted', async () => {
    await house.uploadWheel({ name: 'widget', version: '2.0' })
    expect(await house.listed('widget')).toHaveLength(2)
    granted(await house.repositories.retireVersion(await mayChange('retire'), 'Broken.'))
    expect((await house.get(page, json)).body).toContain('"yanked":"Broken."')
    granted(await house.repositories.deleteFiles(await mayChange('delete')))
    expect(await house.listed('widget')).toEqual(['widget-2.0-py3-none-any.whl'])
  })

  test('shows at once what another process changed', async () => {
    const other = await openStore({
      url: `sqlite:${join(house.folder, 'latchkey.db')}`,
      clock: house.clock,
      random: randomBytes,
    })
    onTestFinished(() => other.close())
    for (const version of ['1.1', '1.2', '1.3']) {
      await other.write(transaction => transaction.updateTable('files').set({ version }).execute())
      expect((await house.get(page, json)).body).toContain(`"versions":["${version}"]`)
    }
  })

  test('is of its own form, package and repository', async () => {
    await house.uploadWheel({ name: 'gadget', version: '1.0' })
    for (const _ of ['first', 'again']) {
      expect((await house.get(page)).head).toContain('text/html')
      expect((await house.get(page, json)).head).toContain('simple.v1+json')
      expect((await house.get('/pypi/acme/simple/gadget/')).body).toContain('gadget-1.0')
      expect((await house.get('/pypi/acme/simple/')).body).toContain('gadget/')
    }
  })

  test('is for those who may read it: decided for each request, before anything is remembered', async () => {
    const other = await house.keyOf(house.alice, [{ actions: ['read'], targets: ['pypi:acme/gadget'] }])
    const revoked = await house.keyOf(house.alice, [{ actions: ['read'], targets: ['pypi:acme'] }])
    const ask = (key?: typeof other) =>
      house.send({ method: 'GET', path: page, headers: json }, ...(key ? [bearer(key)] : []))
    expect((await ask(revoked)).status).toBe(200)
    granted(await house.keys.revoke(revoked.key.id, 'local command'))
    expect((await ask(revoked)).status).toBe(403)
    expect((await ask(other)).status).toBe(403)
    expect((await ask()).status).toBe(401)
  })

  test('goes with the visibility of its repository', async () => {
    const found = await house.repositories.find('acme', 'pypi')
    const make = async (visibility: 'public' | 'private') =>
      granted(await house.repositories.setVisibility(found?.id ?? '', visibility, operator))
    const anonymously = () => house.send({ method: 'GET', path: page, headers: json })
    await make('public')
    expect((await anonymously()).head).toMatch(/^cache-control: no-cache\r?$/im)
    await make('private')
    expect((await anonymously()).status).toBe(401)
    expect((await house.get(page, json)).head).toMatch(/^cache-control: private, no-cache\r?$/im)
  })
})

function etagOf(head: string): string {
  return /^etag: (.*?)\r?$/im.exec(head)?.[1] ?? ''
}
