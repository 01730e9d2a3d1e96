/** Windows that go from task to task, each time as new: opening one takes a browser longer than what most tasks do in it. */
import type { Page } from 'playwright-core'
import { openWindow, type Window } from '../../../../../../test/support/browser.ts'
import { complaintsOf } from '../in-browser.ts'
import { routeOf } from './routes-sent.ts'
import type { JavaScript } from './task.ts'

/** A window and what was heard of it since it was taken. */
export interface WatchedWindow {
  readonly page: Page
  /** Routes that forms were sent to, with the status where that was a refusal. */
  readonly sent: string[]
  readonly complaints: string[]
}

export interface Windows {
  /** One without cookies, at no page. */
  take(origin: string, javaScript: JavaScript): Promise<WatchedWindow>
  giveBack(window: WatchedWindow): Promise<void>
  close(): Promise<void>
}

export function createWindows(): Windows {
  const all: Window[] = []
  const idle = new Map<string, WatchedWindow[]>()
  const drawers = new WeakMap<WatchedWindow, WatchedWindow[]>()

  async function open(origin: string, javaScript: JavaScript): Promise<WatchedWindow> {
    const javaScriptEnabled = javaScript === 'with JavaScript'
    const window = await openWindow({ baseURL: origin, javaScriptEnabled, reducedMotion: 'reduce' })
    all.push(window)
    const { page } = window
    return { page, sent: sentFrom(page), complaints: await complaintsOf(page, origin) }
  }

  return {
    async take(origin, javaScript) {
      const name = `${javaScript} ${origin}`
      const drawer = idle.get(name) ?? []
      idle.set(name, drawer)
      const window = drawer.pop() ?? (await open(origin, javaScript))
      drawers.set(window, drawer)
      return window
    },

    async giveBack(window) {
      const { page, sent, complaints } = window
      await page.goto('about:blank')
      await page.context().clearCookies()
      for (const heard of [sent, complaints]) heard.length = 0
      drawers.get(window)?.push(window)
    },

    async close() {
      for (const window of all) await window[Symbol.asyncDispose]()
    },
  }
}

function sentFrom(page: Page): string[] {
  const sent: string[] = []
  page.on('response', response => {
    const request = response.request()
    const { pathname, search } = new URL(request.url())
    const method = request.method()
    if (method !== 'POST' && !(request.isNavigationRequest() && search !== '')) return
    const refused = response.status() >= 400
    sent.push(`${routeOf(method, pathname)}${refused ? ` ${response.status()}` : ''}`)
  })
  return sent
}
