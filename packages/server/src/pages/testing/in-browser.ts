/** The pages in a real Chromium: a house behind a listener, and everything that the browser complains about. */
import { randomBytes } from 'node:crypto'
import type { BrowserContextOptions, Page } from 'playwright-core'
import { openWindow } from '../../../../../test/support/browser.ts'
import { listen, toFetchHandler } from '../../http/index.ts'
import type { Store } from '../../storage/index.ts'
import { createPagesHouse, type PagesHouse, password } from './house.ts'

export interface ServedHouse {
  readonly house: PagesHouse
  readonly origin: string
  close(): Promise<void>
}

export async function serveHouse(store: Store): Promise<ServedHouse> {
  const served: { house?: PagesHouse; origin?: string } = {}
  const listener = await listen({
    handle: request => {
      const { house, origin } = served
      if (house === undefined || origin === undefined) throw new Error('Nobody knows this address yet.')
      return toFetchHandler(house.pages.fetch, { origin, bodyLimit: 100_000 })(request)
    },
    host: '127.0.0.1',
    port: 0,
    trustedProxies: [],
    log: { warn: () => undefined, error: () => undefined },
    random: randomBytes,
    clock: { now: Date.now, monotonic: () => performance.now() },
    uploadLimit: 100_000,
  })
  const origin = `http://localhost:${listener.port}`
  const house = createPagesHouse(store, origin)
  Object.assign(served, { house, origin })
  return { house, origin, close: () => listener.close(0) }
}

/** Works in a window that remembers nothing. */
export async function inWindow(
  options: BrowserContextOptions,
  work: (page: Page) => Promise<void>,
): Promise<void> {
  // Not `await using`, which the parser of the floor table does not know.
  const window = await openWindow(options)
  try {
    await work(window.page)
  } finally {
    await window[Symbol.asyncDispose]()
  }
}

/** Signs in as far as the password goes. */
export async function givePassword(page: Page, origin: string, username: string): Promise<void> {
  await page.goto(`${origin}/login`)
  // By their names and not by their labels, which are in the language of the page.
  await page.locator('input[name=username]').fill(username)
  await page.locator('input[name=password]').fill(password)
  await page.locator('main form[action="/login"] button').first().click()
}

/** Everything that a browser complains about, and every request to anywhere else. */
export async function complaintsOf(page: Page, origin: string): Promise<string[]> {
  const complaints: string[] = []
  await page.addInitScript(() => {
    // A report by the policy is an event on the page; the console hears of it here whatever the browser prints.
    const target = globalThis as unknown as {
      addEventListener(name: string, hear: (event: object) => void): void
    }
    // biome-ignore lint/suspicious/noConsole: this runs in the page.
    target.addEventListener('securitypolicyviolation', event => console.error('policy', event))
  })
  page.on('console', message => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text())
  })
  page.on('pageerror', error => complaints.push(error.message))
  page.on('requestfailed', request => {
    // Who leaves a page before its pictures came has nothing to complain about.
    const why = request.failure()?.errorText
    if (why !== 'net::ERR_ABORTED') complaints.push(`failed: ${request.url()}: ${why}`)
  })
  page.on('request', request => {
    const { protocol, origin: asked } = new URL(request.url())
    if (asked !== origin && protocol !== 'data:') complaints.push(`elsewhere: ${request.url()}`)
  })
  return complaints
}

/** That a page is never wider than the window, from 320 pixels to wide. */
export async function widthsThatOverflow(
  page: Page,
  widths: readonly number[] = [1920, 1280, 390, 320],
): Promise<readonly number[]> {
  const overflowing: number[] = []
  for (const width of widths) {
    await page.setViewportSize({ width, height: 800 })
    const overflow: number = await page.evaluate('document.documentElement.scrollWidth - innerWidth')
    if (overflow > 0) overflowing.push(width)
  }
  return overflowing
}
