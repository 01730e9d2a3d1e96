/** Instants as Hex writes them: ISO 8601 in UTC, to the second. */

/** From milliseconds since 1970. */
export function instant(milliseconds: number): string {
  return `${new Date(milliseconds).toISOString().slice(0, 19)}Z`
}

const form = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:\.\d{1,9})?Z$/

/** To milliseconds since 1970; `undefined` for what is none, such as the 31st of February, which `Date` takes for one of March. */
export function readInstant(text: string): number | undefined {
  const milliseconds = form.test(text) ? Date.parse(text) : Number.NaN
  if (Number.isNaN(milliseconds)) return undefined
  return instant(milliseconds).slice(0, 10) === text.slice(0, 10) ? milliseconds : undefined
}
