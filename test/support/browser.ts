/** The system's Chromium, without a window. */
import { type BrowserContextOptions, chromium, type Page } from 'playwright-core'

/** A window of a fresh browser that remembers nothing; closing it ends the browser. */
export interface Window extends AsyncDisposable {
  readonly page: Page
  /** The values of its cookies: secrets that must be found nowhere else. */
  cookies(): Promise<readonly string[]>
}

export async function openWindow(options: BrowserContextOptions = {}): Promise<Window> {
  const browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    // As root (a container, CI) Chromium has no sandbox; the rest keeps it from calling home.
    args: [
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--disable-quic',
      '--no-first-run',
    ],
  })
  const context = await browser.newContext(options)
  context.setDefaultTimeout(10_000)
  const page = await context.newPage()
  return {
    page,
    cookies: async () => (await context.cookies()).map(cookie => cookie.value),
    [Symbol.asyncDispose]: () => browser.close(),
  }
}
