/** One private index for everything: ours from here, the rest from the public index, and never the one for the other. */
import { mkdtemp, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { makeWheel } from '../../packages/server/src/ecosystems/pypi/testing/wheel.ts'
import { type AcmeServer, startAcmeServer } from '../support/acme.ts'
import { latchkeyServer } from '../support/latchkey.ts'
import { pipDownload } from '../support/pip.ts'
import { type PublicIndex, startPublicIndex } from '../support/public-index.ts'
import { requireTool } from '../support/tools.ts'
import { twineUpload } from '../support/twine.ts'

describe.skipIf(requireTool('pip') ?? requireTool('twine'))(
  'pip with one private index that has a fallback',
  () => {
    let index: PublicIndex
    let server: AcmeServer

    beforeAll(async () => {
      index = await startPublicIndex([
        { name: 'leftpad', version: '1.3.0' },
        { name: 'widget', version: '99.0' },
        { name: 'acme-secret', version: '99.0' },
      ])
      server = await startAcmeServer({ LATCHKEY_FALLBACKS: JSON.stringify({ 'pypi:acme': index.address }) })
      const file = makeWheel(server.folder, { name: 'widget', version: '1.0' })
      const { origin, token } = server
      expect(await twineUpload({ origin, organization: 'acme', file, token })).toMatchObject({ status: 0 })
      const reserve = ['repository', 'reserve', 'pypi:acme', 'acme-*']
      expect(await latchkeyServer(reserve, { data: server.data, origin })).toMatchObject({ status: 0 })
    })
    afterAll(async () => {
      await server?.stop()
      await index?.close()
    })

    async function pip(name: string, token: string | undefined = server.token) {
      const folder = await mkdtemp(join(server.folder, 'pip-'))
      const { origin } = server
      const answer = await pipDownload({ origin, organization: 'acme', package: name, folder, token })
      const files = (await readdir(folder)).filter(name => name.endsWith('.whl'))
      return { ...answer, files }
    }
    const askedFor = (name: string) => index.asked.filter(({ path }) => path.includes(name))

    test('what nobody here has comes from the public index, which sees no credential of ours', async () => {
      expect(await pip('leftpad')).toMatchObject({ status: 0, files: ['leftpad-1.3.0-py3-none-any.whl'] })
      expect(askedFor('leftpad').map(({ path }) => path)).toEqual([
        '/simple/leftpad/',
        '/files/leftpad-1.3.0-py3-none-any.whl',
      ])
      for (const { headers } of index.asked) {
        expect(headers).not.toHaveProperty('authorization')
        expect(headers).not.toHaveProperty('cookie')
        expect(JSON.stringify(headers)).not.toContain(server.token)
      }
    })

    test('a package of ours is ours, whatever version the public index offers under its name', async () => {
      expect(await pip('widget')).toMatchObject({ status: 0, files: ['widget-1.0-py3-none-any.whl'] })
      expect(await pip('widget==99.0')).toMatchObject({
        status: 1,
        output: expect.stringContaining('No matching distribution found for widget==99.0'),
      })
      expect(askedFor('widget')).toEqual([])
    })

    test('a reserved name that is not published yet is not found, and the public index never hears of it', async () => {
      expect(await pip('acme-secret')).toMatchObject({
        status: 1,
        files: [],
        output: expect.stringContaining('No matching distribution found for acme-secret'),
      })
      expect(askedFor('acme')).toEqual([])
    })

    test('whoever may not read here is not sent on', async () => {
      const before = index.asked.length
      expect(await pip('leftpad', '')).toMatchObject({ status: 1, files: [] })
      expect(index.asked.length).toBe(before)
    })

    test('without the public index ours install as ever, and the rest fail', async () => {
      await index.close()
      expect(await pip('widget')).toMatchObject({ status: 0, files: ['widget-1.0-py3-none-any.whl'] })
      expect(await pip('leftpad')).toMatchObject({ status: 1, files: [] })
    })
  },
)
