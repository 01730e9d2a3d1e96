/** The pages in a real Chromium: what only a browser can tell. */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { describeWith } from '../../../../test/support/describe-with.ts'
import { operator } from '../audit/index.ts'
import { embeddedStores } from '../storage/testing/embedded.ts'
import { granted, type PagesHouse } from './testing/house.ts'
import {
  complaintsOf,
  givePassword,
  inWindow,
  type ServedHouse,
  serveHouse,
  widthsThatOverflow,
} from './testing/in-browser.ts'
import { publish } from './testing/publish.ts'

/** A browser starts anew in each test, on a machine that does other things besides. */
vi.setConfig({ testTimeout: 120_000 })

describeWith(['chromium'], 'in a browser', () => {
  const open = embeddedStores()
  let served: ServedHouse
  let house: PagesHouse
  let origin: string
  let acme: Awaited<ReturnType<PagesHouse['acme']>>

  beforeAll(async () => {
    served = await serveHouse(await open())
    house = served.house
    origin = served.origin
    acme = await house.acme()
    await house.person('ada', true)
  })

  afterAll(() => served.close())

  async function signIn(page: Page, username: string): Promise<void> {
    await givePassword(page, origin, username)
    await page.getByRole('heading', { level: 1, name: `Hello, ${username}` }).waitFor()
  }

  test('every page, light and dark, from 320 pixels to wide, gives the browser nothing to complain about', async () => {
    const { organization, people } = acme
    const { key } = await house.keyOf(people.owner, [{ actions: ['publish'], targets: ['pypi:acme/widget'] }])
    const invitation = await house.invitations.invite(
      {
        by: people.owner,
        organization: { id: organization.id, role: 'read' },
      },
      operator,
    )
    if (!('expose' in invitation)) throw new Error(invitation.message)
    const reset = granted(await house.lockOut.makeResetLink(people.read.id, operator))
    const file = { displayName: 'Widget', filename: 'widget-1.0.tar.gz' }
    await publish(house, people.write, file)
    const widget = '/organizations/acme/repositories/pypi/packages/widget'
    const everybody = ['/', '/login', `/invitations/${invitation.expose()}`, `/reset/${reset.expose()}`]
    const owners = [
      '/',
      '/account',
      '/account/logins',
      '/account/logins/end',
      '/account/events',
      '/device',
      '/account/second-factor',
      '/account/second-factor/remove',
      '/account/keys',
      '/account/keys/new',
      `/account/keys/${key.id}/revoke`,
      `/invitations/${invitation.expose()}`,
      '/organizations/acme',
      '/organizations/acme/policy',
      '/organizations/acme/members',
      '/organizations/acme/members/read/remove',
      '/organizations/acme/keys',
      '/organizations/acme/keys/new',
      '/organizations/acme/repositories/new',
      '/organizations/acme/repositories/pypi',
      widget,
      `${widget}/versions/1.0/delete`,
    ]
    for (const [username, paths] of [
      [undefined, everybody],
      ['owner', owners],
      ['ada', ['/', '/organizations/new']],
    ] as const) {
      await inWindow({ reducedMotion: 'reduce' }, async page => {
        const complaints = await complaintsOf(page, origin)
        if (username !== undefined) await signIn(page, username)
        for (const path of paths) {
          const response = await page.goto(`${origin}${path}`)
          expect(response?.status(), path).toBe(200)
          expect(await page.locator('h1').count(), path).toBe(1)
          expect(await widthsThatOverflow(page), path).toEqual([])
          expect(await linesOfMasthead(page), path).toBeLessThanOrEqual(2)
          expect(complaints, path).toEqual([])
        }
      })
    }
    expect(house.reports).toEqual([])
  })

  /** At its narrowest; a line is at least 44 pixels high, to be hit with a thumb. */
  async function linesOfMasthead(page: Page): Promise<number> {
    await page.setViewportSize({ width: 320, height: 800 })
    const height: number = await page.evaluate("document.querySelector('.masthead').offsetHeight")
    return Math.floor(height / 44)
  }

  test('the listener would hear of it if the policy were broken', async () => {
    await inWindow({}, async page => {
      const complaints = await complaintsOf(page, origin)
      await page.goto(`${origin}/login`)
      await page.evaluate("document.body.setAttribute('style', 'color: red')")
      await page.evaluate(
        "document.body.append(Object.assign(new Image(), { src: 'https://elsewhere.example/' }))",
      )
      await expect.poll(() => complaints.join('\n')).toMatch(/policy/)
    })
  })

  test('without JavaScript a key is made from two rows, shown once, listed and revoked', async () => {
    await inWindow({ javaScriptEnabled: false }, async page => {
      await signIn(page, 'write')
      await page.getByRole('link', { name: 'Make a key' }).click()
      await page.getByLabel('Name', { exact: true }).fill('release')
      await page.getByRole('checkbox', { name: 'Publish' }).check()
      await page.getByLabel('Where').selectOption('pypi:acme')
      await page.getByLabel('Package').fill('widget')
      await page.getByRole('button', { name: 'Add another row' }).click()
      const second = page.getByRole('group', { name: 'Row 2' })
      await second.getByRole('checkbox', { name: 'Read' }).check()
      await second.getByLabel('Where').selectOption('pypi:acme')
      await page.getByRole('button', { name: 'Say in words' }).click()
      await page
        .getByRole('status')
        .getByText('This key may publish pypi:acme/widget; and may read everything in pypi:acme.')
        .waitFor()
      await page.getByRole('button', { name: 'Make the key' }).click()
      await page.getByText('This is the only time it is shown').waitFor()
      expect(await page.getByText(/^latchkey-[\w-]{80,}$/).count()).toBe(1)
      expect(await page.getByRole('button', { name: /^Copy/ }).count()).toBe(0)

      await page.reload()
      expect(await page.getByText(/^latchkey-[\w-]{80,}$/).count()).toBe(0)
      await page.getByText('There is a live key of this name already').waitFor()

      await page.getByRole('link', { name: 'My keys' }).first().click()
      await page.getByRole('link', { name: 'Revoke release' }).click()
      await page.getByRole('button', { name: 'Revoke “release”' }).click()
      await page.getByRole('status').getByText('The key is revoked').waitFor()
      await page.getByRole('button', { name: 'Sign out' }).click()
      await page.getByRole('heading', { name: 'One login for every package registry' }).waitFor()
    })
  })

  test('Enter in a field of the key form makes no key; it says in words what the key would do', async () => {
    await inWindow({}, async page => {
      await signIn(page, 'read')
      await page.goto(`${origin}/account/keys/new`)
      await page.getByRole('checkbox', { name: 'Read' }).check()
      await page.getByLabel('Name', { exact: true }).fill('hasty')
      await page.keyboard.press('Enter')
      await page.getByRole('status').getByText('This key may read').waitFor()
      expect(await page.getByText(/latchkey-[\w-]{80,}/).count()).toBe(0)
    })
  })

  test('the copy button copies exactly the key', async () => {
    await inWindow({ permissions: ['clipboard-read', 'clipboard-write'] }, async page => {
      await signIn(page, 'read')
      await page.goto(`${origin}/account/keys/new`)
      await page.getByRole('checkbox', { name: 'Read' }).check()
      await page.getByLabel('Name', { exact: true }).fill('copied')
      await page.getByRole('button', { name: 'Make the key' }).click()
      const shown = await page
        .getByText(/^latchkey-[\w-]{80,}$/)
        .first()
        .textContent()
      await page.getByRole('button', { name: 'Copy the key' }).click()
      await page.getByRole('button', { name: 'Copied the key' }).waitFor()
      expect(await page.evaluate('navigator.clipboard.readText()')).toBe(shown)
    })
  })
})
