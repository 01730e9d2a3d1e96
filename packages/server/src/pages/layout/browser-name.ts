/** What a browser is called by people, out of what it says of itself: "Firefox on Linux". A hint, and no more. */
import type { Words } from '../catalogue/index.ts'

/** The first that is named counts: Edge says that it is Chrome, and Chrome that it is Safari. */
const browsers = [
  [/\bEdg/, 'Edge'],
  [/\bOPR\//, 'Opera'],
  [/\bFirefox\/|\bFxiOS\//, 'Firefox'],
  [/Chrome\/|\bCriOS\//, 'Chrome'],
  [/\bSafari\//, 'Safari'],
] as const

const systems = [
  [/\biPhone\b|\biPad\b/, 'iOS'],
  [/\bAndroid\b/, 'Android'],
  [/\bWindows\b/, 'Windows'],
  [/\bMac OS X\b/, 'macOS'],
  [/\bLinux\b/, 'Linux'],
] as const

/** Whatever is none that we know is called as it calls itself. */
export function browserName({ account: say }: Words, userAgent: string): string {
  const [, browser] = browsers.find(([pattern]) => pattern.test(userAgent)) ?? []
  const [, system] = systems.find(([pattern]) => pattern.test(userAgent)) ?? []
  if (browser === undefined || system === undefined) return userAgent || say.namelessBrowser
  return say.browserOn(browser, system)
}
