/** The pages in a real Chromium: what only a browser can tell. */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { describeWith } from '../../../../test/support/describe-with.ts'
import { operator } from '../audit/index.ts'
import { embeddedStores } from '../storage/testing/embedded.ts'
import { barriersIn } from './testing/accessibility.ts'
import { furnish } from './testing/furnish.ts'
import type { PagesHouse } from './testing/house.ts'
import {
  complaintsOf,
  givePassword,
  inWindow,
  type ServedHouse,
  serveHouse,
  widthsThatOverflow,
} from './testing/in-browser.ts'
import { seePages } from './testing/see-pages.ts'

/** A browser starts anew in each test, on a machine that does other things besides. */
vi.setConfig({ testTimeout: 600_000 })

/** Those that are no page of success, and no form with something wrong in it either. */
const expected: Readonly<Record<string, number>> = {
  ...{ 'sign-in-wrong': 401, 'account-password-wrong': 401, 'sign-in-code-wrong': 401 },
  ...{
    'not-found': 404,
    'account-email-used': 404,
    'maintainer-add-wrong': 404,
    'device-wrong': 404,
    forbidden: 403,
    'invite-wrong': 409,
  },
  ...{ 'device-expired': 410, 'device-too-many': 429, 'device-code-wrong': 401 },
}

describeWith(['chromium'], 'in a browser', () => {
  const open = embeddedStores()
  let served: ServedHouse
  let house: PagesHouse
  let origin: string
  /** Another house, that is lived in. */
  let lived: ServedHouse

  beforeAll(async () => {
    served = await serveHouse(await open())
    house = served.house
    origin = served.origin
    await house.acme()
    lived = await serveHouse(await open())
  })

  afterAll(async () => {
    await served.close()
    await lived.close()
  })

  async function signIn(page: Page, username: string): Promise<void> {
    await givePassword(page, origin, username)
    await page.getByRole('heading', { level: 1, name: `Hello, ${username}` }).waitFor()
  }

  test('every page, light and dark, from 320 pixels to wide, gives neither browser nor axe anything to complain about', async () => {
    const furnished = await furnish(lived.house)
    const windows = new Map<Page, string[]>()
    const found: string[] = []
    await seePages(lived, furnished, {
      begin: async page => {
        windows.set(page, await complaintsOf(page, lived.origin))
      },
      see: async (page, { name, status, statuses }) => {
        if (status !== (expected[name] ?? (name.endsWith('-wrong') ? 400 : 200)))
          found.push(`${name} is answered with ${status}`)
        if ((await page.locator('h1').count()) !== 1) found.push(`${name} has not one heading`)
        found.push(...(await widthsThatOverflow(page)).map(width => `${name} is wider than ${width}`))
        if ((await linesOfMasthead(page)) > 2) found.push(`${name} has more than two lines of masthead`)
        for (const colorScheme of ['light', 'dark'] as const) {
          found.push(
            ...(await barriersIn(page, colorScheme)).map(barrier => `${name}, ${colorScheme}: ${barrier}`),
          )
        }
        // Chromium writes every status that is an error to its console.
        const complaints = windows.get(page)?.splice(0) ?? ['nobody listens']
        const own = complaints.filter(
          each => !statuses.some(one => each.includes(`the server responded with a status of ${one}`)),
        )
        found.push(...own.map(complaint => `${name}: ${complaint}`))
      },
    })
    expect(found).toEqual([])
    expect(lived.house.reports).toEqual([])
  })

  test('so does the set-up of a house in which nobody lives yet', async () => {
    const empty = await serveHouse(await open())
    const link = await empty.house.invitations.setUp(operator)
    if (link === undefined) throw new Error('Somebody lives here.')
    await inWindow({ reducedMotion: 'reduce' }, async page => {
      const complaints = await complaintsOf(page, empty.origin)
      const answer = await page.goto(`${empty.origin}/set-up/${link.expose()}`)
      expect(answer?.status()).toBe(200)
      expect(await barriersIn(page, 'light')).toEqual([])
      expect(await barriersIn(page, 'dark')).toEqual([])
      expect(await widthsThatOverflow(page)).toEqual([])
      expect(complaints).toEqual([])
    })
    await empty.close()
  })

  test('no word of German is too long for a phone', async () => {
    const german = await serveHouse(await open())
    const found: string[] = []
    await seePages(german, await furnish(german.house), {
      options: { locale: 'de-DE' },
      see: async (page, { name }) => {
        expect(await page.getAttribute('html', 'lang')).toBe('de')
        found.push(...(await widthsThatOverflow(page, [390, 320])).map(width => `${name}: ${width}`))
        if ((await linesOfMasthead(page)) > 2) found.push(`${name} has more than two lines of masthead`)
      },
    })
    await german.close()
    expect(found).toEqual([])
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
      await expect.poll(() => complaints.join('\n'), { timeout: 60_000 }).toMatch(/policy/)
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
