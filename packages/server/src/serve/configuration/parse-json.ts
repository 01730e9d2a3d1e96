/** JSON that may be none. */

/** `undefined` where it is none, which no format takes. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
