/**
 * `npm run screenshots`: every page of a furnished house as a picture, wide and on a phone, light and dark, and some in
 * German, in `screenshots/`. With words after it, only pages whose name has one of them: `npm run screenshots -- key home`.
 */
import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { operator } from '../../packages/server/src/audit/index.ts'
import { createManualClock, createSeededRandom } from '../../packages/server/src/host/testing.ts'
import type { PageToSee } from '../../packages/server/src/pages/testing/every-page.ts'
import { furnish } from '../../packages/server/src/pages/testing/furnish.ts'
import { inWindow, type ServedHouse, serveHouse } from '../../packages/server/src/pages/testing/in-browser.ts'
import { seePages } from '../../packages/server/src/pages/testing/see-pages.ts'
import { openStore } from '../../packages/server/src/storage/index.ts'
import { emptyFolder } from '../support/folder.ts'
import { toolMissing } from '../support/tools.ts'

const missing = toolMissing('chromium')
if (missing !== undefined) {
  process.stdout.write(`Pictures are taken by Chromium, and it is missing: ${missing}\n`)
  process.exit(1)
}

const folder = 'screenshots'
const wide = { width: 1280, height: 800 }
const phone = { width: 390, height: 844 }
const schemes = ['light', 'dark'] as const
/** The longest sentences, the forms with the most words, and what strangers see first. */
const german = new Set([
  'welcome',
  'sign-in-wrong',
  'home',
  'keys',
  'keys-new',
  'key',
  'device-compare',
  'policy',
  'package',
  'reach-keys',
  'repository',
  'account-unverified',
  'account-email-verify',
  'members',
  'passkeys',
  'second-factor',
  'sign-in-passkey',
  'set-up-repository',
  'set-up-key',
  'first-upload-received',
  'admin-account',
  'admin-clients',
])

const words = process.argv.slice(2)
const wanted = ({ name }: PageToSee) => words.length === 0 || words.some(word => name.includes(word))
if (words.length === 0) rmSync(folder, { recursive: true, force: true })
mkdirSync(folder, { recursive: true })

let taken = 0
await inHouse(async served => {
  await seePages(served, await furnish(served.house), {
    options: { locale: 'de-DE', viewport: phone },
    only: each => wanted(each) && german.has(each.name),
    see: async (page, { name }) => {
      await page.emulateMedia({ colorScheme: 'light' })
      await take(page, `${name}.wide.de`, wide)
      await take(page, `${name}.phone.de`, phone)
    },
  })
})
await inHouse(async served => {
  const setUp = await served.house.invitations.setUp(operator)
  await inWindow({ reducedMotion: 'reduce' }, async page => {
    await page.goto(`${served.origin}/set-up/${setUp?.expose()}`)
    await takeAll(page, 'set-up')
  })
  await seePages(served, await furnish(served.house), {
    options: { viewport: phone },
    only: wanted,
    see: async (page, { name }) => {
      await takeAll(page, name)
    },
  })
})
process.stdout.write(`${taken} pictures in ${folder}/\n`)

/** One for each language: it is the language of whoever signs in from then on. */
async function inHouse(look: (served: ServedHouse) => Promise<void>): Promise<void> {
  await using home = emptyFolder()
  const store = await openStore({
    url: `sqlite:${join(home.path, 'latchkey.db')}`,
    ...{ clock: createManualClock(), random: createSeededRandom() },
  })
  await store.migrate()
  const served = await serveHouse(store)
  await look(served)
  await served.close()
  await store.close()
}

async function takeAll(page: Page, name: string): Promise<void> {
  for (const colorScheme of schemes) {
    await page.emulateMedia({ colorScheme })
    await take(page, `${name}.wide.${colorScheme}`, wide)
    await take(page, `${name}.phone.${colorScheme}`, phone)
  }
}

async function take(page: Page, name: string, size: typeof wide): Promise<void> {
  await page.setViewportSize(size)
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true })
  taken += 1
}
