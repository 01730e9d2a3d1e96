/** What a device calls itself: shown to people, so it is one short line that turns nothing around. */

const longest = 100

/** Nothing where nothing is left. */
export function readDeviceName(text: string | undefined): string | undefined {
  const shown = (text ?? '').replaceAll(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, ' ').trim()
  return [...shown].slice(0, longest).join('').trim() || undefined
}
