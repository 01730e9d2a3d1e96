/** The system's Chromium, without a window. */
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'

/** A window that knows nothing of any other, and leaves nothing behind when it is closed. */
export interface Window extends AsyncDisposable {
  readonly page: Page
  /** The values of its cookies: secrets that must be found nowhere else. */
  cookies(): Promise<readonly string[]>
}

/** Milliseconds for which a browser without a window waits for the next: starting one costs more than most of what it shows. */
const patience = 1_000

let browser: Promise<Browser> | undefined
let windows = 0

export async function openWindow(options: BrowserContextOptions = {}): Promise<Window> {
  windows += 1
  try {
    browser ??= launch()
    const context = await (await browser).newContext(options)
    // A browser works beside everything else that the machine does.
    context.setDefaultTimeout(60_000)
    return {
      page: await context.newPage(),
      cookies: async () => (await context.cookies()).map(cookie => cookie.value),
      async [Symbol.asyncDispose]() {
        await context.close()
        leave()
      },
    }
  } catch (error) {
    leave()
    throw error
  }
}

function leave(): void {
  windows -= 1
  setTimeout(closeUnused, patience)
}

async function closeUnused(): Promise<void> {
  if (windows > 0) return
  const unused = browser
  browser = undefined
  await (await unused?.catch(() => undefined))?.close()
}

function launch(): Promise<Browser> {
  return chromium.launch({
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
}
