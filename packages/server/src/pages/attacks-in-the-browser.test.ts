/** Names that mean harm in a real Chromium: nothing runs, nothing is loaded, nothing stands where it was not put. */
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { describeWith } from '../../../../test/support/describe-with.ts'
import { embeddedStores } from '../storage/testing/embedded.ts'
import { type Furnished, furnish } from './testing/furnish.ts'
import { hostile, renameEverything } from './testing/hostile-names.ts'
import { complaintsOf, type ServedHouse, serveHouse } from './testing/in-browser.ts'
import { seePages } from './testing/see-pages.ts'

vi.setConfig({ testTimeout: 300_000 })

/** Where names are shown, and where scripts of ours handle them. */
const shown = new Set([
  ...[
    'home',
    'keys',
    'key',
    'key-made',
    'keys-revoke',
    'logins',
    'account-events',
    'organization',
    'members',
  ],
  ...[
    'organization-keys',
    'organization-events',
    'package',
    'device-compare',
    'admin-clients',
    'admin-events',
  ],
])

describeWith(['chromium'], 'in a browser', () => {
  const open = embeddedStores()
  let served: ServedHouse
  let furnished: Furnished

  beforeAll(async () => {
    served = await serveHouse(await open())
    furnished = await furnish(served.house)
    await renameEverything(served.house, hostile)
  })
  afterAll(() => served.close())

  test('no name on any page runs, asks for something, or becomes an element', async () => {
    const happened: string[] = []
    const seen: string[] = []
    const complaints = new Map<unknown, string[]>()
    await seePages(served, furnished, {
      only: ({ name }) => shown.has(name),
      begin: async page => {
        complaints.set(page, await complaintsOf(page, served.origin))
        page.on('dialog', async dialog => {
          happened.push(`${page.url()} says ${dialog.message()}`)
          await dialog.dismiss()
        })
      },
      see: async (page, { name }) => {
        seen.push(name)
        expect(await page.locator('x-evil, [x-evil], img[src=x]').count(), name).toBe(0)
        happened.push(...(complaints.get(page) ?? []).splice(0))
      },
    })
    expect(happened).toEqual([])
    expect(seen.length).toBe(shown.size)
  })
})
