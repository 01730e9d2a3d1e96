/** A package on the pages: what is published, and what may become of it. */
import { beforeEach, describe, expect, test } from 'vitest'
import { operator } from '../../audit/index.ts'
import { forEachEngine } from '../../storage/testing/stores.ts'
import { createPagesHouse, granted, origin, type PagesHouse, password } from '../testing/house.ts'
import { publish } from '../testing/publish.ts'
import { Visitor } from '../testing/visitor.ts'

const path = '/organizations/acme/repositories/pypi/packages/big-widget'
const one = `${path}/versions/1.0`

forEachEngine((_engine, open) => {
  let house: PagesHouse
  let visitor: Visitor

  const as = async (username: string) => {
    visitor = new Visitor(house, origin)
    await visitor.signIn(username)
    return visitor
  }
  const published = async () => {
    const repository = await house.repositories.find('acme', 'pypi')
    const found = await house.repositories.findPackage(repository?.id ?? '', 'big-widget')
    return house.repositories.files(found?.id ?? '')
  }
  const names = async () => (await published()).map(({ filename }) => filename)
  const submit = (at: string, fields: Record<string, string> = {}) =>
    visitor.submit(at, fields, { page: '/' })

  beforeEach(async () => {
    house = createPagesHouse(await open())
    const { people } = await house.acme()
    const widget = { displayName: 'Big.Widget', size: 12_345_678 }
    await publish(house, people.write, { ...widget, filename: 'big_widget-1.0.tar.gz' })
    await publish(house, people.write, {
      ...widget,
      filename: 'big_widget-1.0-py3-none-any.whl',
      sha256: 'b'.repeat(64),
    })
    house.clock.advance(1000)
    await publish(house, people.write, { ...widget, version: '2.0', filename: 'big_widget-2.0.tar.gz' })
  })

  describe('the page of a package', () => {
    test('shows each version with its files, digests, publisher, key and address, the newest first', async () => {
      await as('read')
      const { html } = await visitor.get(path)
      expect(html.indexOf('Version 2.0')).toBeGreaterThan(0)
      expect(html.indexOf('Version 2.0')).toBeLessThan(html.indexOf('Version 1.0'))
      for (const text of [
        '12.3 MB',
        'a'.repeat(64),
        'b'.repeat(64),
        'write, with the key “key 1”',
        'twine/4.0.2',
      ])
        expect(html).toContain(text)
      expect((await visitor.get(path.replace('big-widget', 'Big.Widget'))).status).toBe(200)
    })

    test('names the login with which a file was published: its client, and its device where it says', async () => {
      const write = await house.accounts.byUsername('write')
      if (write === undefined) throw new Error('They are there.')
      for (const [version, deviceName] of [
        ['3.0', 'laptop <1>'],
        ['4.0', undefined],
      ] as const) {
        const { tokens } = await house.loginOf(write, deviceName === undefined ? {} : { deviceName })
        const file = { displayName: 'Big.Widget', version, filename: `big_widget-${version}.tar.gz` }
        await publish(house, write, file, tokens.accessToken)
      }
      await as('read')
      const { html } = await visitor.get(path)
      expect(html).toContain('write, with the login “latchkey on laptop &lt;1&gt;”')
      expect(html).toContain('write, with the login “latchkey”')
    })

    test('offers what the visitor may do, and nothing else', async () => {
      const offers = async (username: string) => {
        const { html } = await (await as(username)).get(path)
        return [html.includes('Yank version'), html.includes('Delete version')]
      }
      expect(await offers('read')).toEqual([false, false])
      // Whoever published it first maintains it.
      expect(await offers('write')).toEqual([true, false])
      expect(await offers('admin-of-acme')).toEqual([true, true])
    })

    test('is shown to a maintainer who has no role any more', async () => {
      const write = await house.accounts.byUsername('write')
      const acme = await house.organizations.byName('acme')
      const member = { organizationId: acme?.id ?? '', accountId: write?.id ?? '' }
      granted(await house.organizations.removeMember(member, operator))
      await as('write')
      expect((await visitor.get(path)).status).toBe(200)
      expect((await visitor.get('/organizations/acme')).status).toBe(404)
    })
  })

  describe('yanking', () => {
    test('is undone by restoring, and both are shown', async () => {
      await as('write')
      const yanked = await submit(`${one}/yank`, { reason: 'broken <b>wheel</b>' })
      expect(yanked.headers.get('location')).toBe(`${path}?done=yanked`)
      const { html } = await visitor.get(path)
      expect(html).toContain('broken &lt;b&gt;wheel')
      expect(html).toContain('Restore version 1.0')
      expect((await published()).map(({ version, retired }) => [version, retired?.reason])).toEqual([
        ['1.0', 'broken <b>wheel</b>'],
        ['1.0', 'broken <b>wheel</b>'],
        ['2.0', undefined],
      ])
      expect((await submit(`${one}/unyank`)).headers.get('location')).toBe(`${path}?done=restored`)
      expect((await published()).filter(({ retired }) => retired !== undefined)).toEqual([])
    })

    test('takes a maintainer or an admin, and a version that is there', async () => {
      await as('read')
      expect((await submit(`${one}/yank`)).status).toBe(403)
      await as('admin-of-acme')
      expect((await submit(`${path}/versions/9.9/yank`)).status).toBe(404)
      expect((await published()).filter(({ retired }) => retired !== undefined)).toEqual([])
    })
  })

  describe('deleting', () => {
    test('asks first, and then deletes the files of the version for good', async () => {
      await as('admin-of-acme')
      const { html } = await visitor.get(`${one}/delete`)
      expect(html).toContain('Delete version 1.0?')
      expect(html).toContain('big_widget-1.0-py3-none-any.whl')
      expect(html).not.toContain('big_widget-2.0')
      expect((await submit(`${one}/delete`)).headers.get('location')).toBe(`${path}?done=deleted`)
      expect(await names()).toEqual(['big_widget-2.0.tar.gz'])
      expect((await visitor.get(`${one}/delete`)).status).toBe(404)
      await submit(`${path}/versions/2.0/delete`)
      expect((await visitor.get(path)).html).toContain('Nothing of it is published')
    })

    test('takes one file where one is named', async () => {
      await as('admin-of-acme')
      const file = `${one}/files/big_widget-1.0.tar.gz/delete`
      expect((await visitor.get(file)).html).toContain('Delete big_widget-1.0.tar.gz?')
      await submit(file)
      expect(await names()).toEqual(['big_widget-1.0-py3-none-any.whl', 'big_widget-2.0.tar.gz'])
    })

    test('is no maintainer’s, and no reader’s', async () => {
      for (const username of ['read', 'write']) {
        await as(username)
        for (const at of [`${one}/delete`, `${one}/files/big_widget-1.0.tar.gz/delete`]) {
          expect((await visitor.get(at)).status).toBe(403)
          expect((await submit(at)).status).toBe(403)
        }
      }
      expect(await names()).toHaveLength(3)
    })

    test('security 23: asks for the password again where it was given more than ten minutes ago', async () => {
      await as('admin-of-acme')
      house.clock.advance(11 * 60_000)
      for (const at of [`${one}/delete`, `${one}/files/big_widget-1.0.tar.gz/delete`]) {
        expect((await submit(at)).html).toContain('Is it still you?')
        const wrong = await submit(at, { password_again: 'not the password' })
        expect(wrong.status).toBe(401)
        expect(wrong.html).toContain('This is not your password.')
      }
      expect(await names()).toHaveLength(3)
      await submit(`${one}/delete`, { password_again: password })
      expect(await names()).toEqual(['big_widget-2.0.tar.gz'])
    })
  })
})
