/** How far away an instant is, in words. Runs in a browser too. */

export interface DistanceWords {
  readonly language: string
  readonly time: { readonly justNow: string }
}

/** Making one costs a hundred times what using it does. */
const known = new Map<string, Intl.RelativeTimeFormat>()

function formatOf(language: string): Intl.RelativeTimeFormat {
  const format = known.get(language) ?? new Intl.RelativeTimeFormat(language, { numeric: 'auto' })
  known.set(language, format)
  return format
}

const units = [
  ['year', 365 * 24 * 60 * 60 * 1000],
  ['month', 30 * 24 * 60 * 60 * 1000],
  ['day', 24 * 60 * 60 * 1000],
  ['hour', 60 * 60 * 1000],
  ['minute', 60 * 1000],
] as const

/** Days as long as they can be told apart: "in 89 days" says more than "in 3 months". Both in milliseconds since 1970. */
export function distance({ language, time }: DistanceWords, instant: number, now: number): string {
  const away = instant - now
  const [unit, length] = units.find(
    ([name, size]) => Math.abs(away) >= (name === 'month' ? 4 : name === 'year' ? 2 : 1) * size,
  ) ?? ['minute', 60 * 1000]
  if (Math.abs(away) < 60 * 1000) return time.justNow
  return formatOf(language).format(Math.trunc(away / length), unit)
}
