/** A request's headers as they were sent, repeats and all. */
import { type Refusal, refuse } from '@latchkey/tokens'

export interface RawHeaders {
  /** Every value sent under this name (any case), in order. */
  all(name: string): readonly string[]
  /** The one value under this name. Sent twice it is refused: two readers could each pick another. */
  one(name: string): string | undefined | Refusal<'repeated_header'>
  /** Every header as sent. */
  readonly entries: readonly (readonly [name: string, value: string])[]
}

/** From the flat list that `node:http` gives: name, value, name, value. */
export function rawHeaders(list: readonly string[]): RawHeaders {
  const entries: (readonly [string, string])[] = []
  const byName = new Map<string, string[]>()
  for (let index = 0; index + 1 < list.length; index += 2) {
    const name = list[index] ?? ''
    const value = list[index + 1] ?? ''
    entries.push([name, value])
    const values = byName.get(name.toLowerCase())
    if (values === undefined) byName.set(name.toLowerCase(), [value])
    else values.push(value)
  }
  const all = (name: string) => byName.get(name.toLowerCase()) ?? []
  return {
    all,
    one(name) {
      const [value, ...more] = all(name)
      if (more.length === 0) return value
      return refuse('repeated_header', `The request has more than one ${name} header.`, `Send ${name} once.`)
    },
    entries,
  }
}
