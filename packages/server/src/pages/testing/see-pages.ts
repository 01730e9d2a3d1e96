/** Walks through pages in a real browser: signs in as everybody, opens each page, and sends what leads to it. */
import type { BrowserContextOptions, Page } from 'playwright-core'
import { type As, everyPage, type FormToSend, type PageToSee, usernameOf } from './every-page.ts'
import type { Furnished } from './furnish.ts'
import { givePassword, inWindow, type ServedHouse } from './in-browser.ts'

export interface SeenPage extends PageToSee {
  /** Of the answer that is shown. */
  readonly status: number
  /** Of all that were answered on the way, that one last. */
  readonly statuses: readonly number[]
}

export interface Walk {
  readonly options?: BrowserContextOptions
  /** Which of them; all where it is left out. */
  readonly only?: (page: PageToSee) => boolean
  /** Before the first page of a window. */
  readonly begin?: (page: Page) => Promise<void>
  readonly see: (page: Page, seen: SeenPage) => Promise<void>
}

export async function seePages(served: ServedHouse, furnished: Furnished, walk: Walk): Promise<void> {
  const pages = everyPage(furnished).filter(each => walk.only?.(each) ?? true)
  for (const as of new Set(pages.map(each => each.as))) {
    await inWindow({ reducedMotion: 'reduce', ...walk.options }, async page => {
      await walk.begin?.(page)
      await signInAs(as, page, served, furnished)
      for (const each of pages.filter(one => one.as === as)) {
        const statuses = await open(each, page, served)
        await walk.see(page, { ...each, statuses, status: statuses.at(-1) ?? 0 })
      }
    })
  }
}

async function signInAs(
  as: As,
  page: Page,
  { house, origin }: ServedHouse,
  { app }: Furnished,
): Promise<void> {
  if (as === 'nobody') return
  await givePassword(page, origin, usernameOf(as))
  await page.waitForURL(url => !url.pathname.endsWith('/login'))
  if (as !== 'code') return
  await page.locator('input[name=code]').fill(app.nextCode(house.clock).expose())
  await page.locator('input[name=code]').press('Enter')
  await page.waitForURL(url => !url.pathname.startsWith('/login'))
}

/** Gives the statuses of what is shown, one after the other. */
async function open(
  { path, forms, stale }: PageToSee,
  page: Page,
  { house, origin }: ServedHouse,
): Promise<readonly number[]> {
  const opened = await page.goto(`${origin}${path}`)
  const toSend = (await forms?.()) ?? []
  const statuses = [opened?.status() ?? 0]
  for (const [index, form] of toSend.entries()) {
    if (stale && index === toSend.length - 1) house.clock.advance(11 * 60_000)
    const [answer] = await Promise.all([
      page.waitForResponse(response => response.request().isNavigationRequest() && response.status() !== 303),
      page.waitForEvent('load'),
      page.evaluate(submission(form)),
    ])
    statuses.push(answer.status())
  }
  return statuses
}

/** A script that sends a form as the page would, with the token that stands in it. */
function submission({ action, fields }: FormToSend): string {
  return `setTimeout(() => {
    const form = Object.assign(document.createElement('form'), { method: 'post', action: ${JSON.stringify(action)} })
    const token = document.querySelector('[name=form_token]')?.value ?? ''
    for (const [name, value] of Object.entries({ ...${JSON.stringify(fields)}, form_token: token }))
      form.append(Object.assign(document.createElement('input'), { type: 'hidden', name, value }))
    document.body.append(form)
    form.submit()
  })`
}
