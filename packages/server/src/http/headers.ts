/** A request's headers as they were sent, repeats and all. */
import { type Refusal, refuse } from '@latchkey/tokens'

export interface RawHeaders {
  /** Every value sent under this name (any case), in order. */
  all(name: string): readonly string[]
  /** The one value under this name. Sent twice it is refused: two readers could each pick another. */
  one(name: string): string | undefined | Refusal<'repeated_header'>
  /** All of them as one text, a line for each name and each value: no two lists give the same. */
  readonly text: string
  /** Every header as sent. */
  readonly entries: readonly (readonly [name: string, value: string])[]
}

/** From the flat list that `node:http` gives: name, value, name, value. */
export function rawHeaders(list: readonly string[]): RawHeaders {
  return new FlatHeaders(list)
}

const none: readonly string[] = []

/** Looks through the list each time: it is short, and most of it is never asked for. */
class FlatHeaders implements RawHeaders {
  readonly #list: readonly string[]

  constructor(list: readonly string[]) {
    this.#list = list
  }

  all(name: string): readonly string[] {
    const wanted = name.toLowerCase()
    let found: string[] | undefined
    for (let index = 0; index + 1 < this.#list.length; index += 2) {
      const each = this.#list[index] ?? ''
      if (each.length !== wanted.length || each.toLowerCase() !== wanted) continue
      const value = this.#list[index + 1] ?? ''
      if (found === undefined) found = [value]
      else found.push(value)
    }
    return found ?? none
  }

  one(name: string): string | undefined | Refusal<'repeated_header'> {
    const values = this.all(name)
    if (values.length <= 1) return values[0]
    return refuse('repeated_header', `The request has more than one ${name} header.`, `Send ${name} once.`)
  }

  get text(): string {
    return this.#list.join('\n')
  }

  get entries(): readonly (readonly [name: string, value: string])[] {
    const entries: (readonly [string, string])[] = []
    for (let index = 0; index + 1 < this.#list.length; index += 2)
      entries.push([this.#list[index] ?? '', this.#list[index + 1] ?? ''])
    return entries
  }
}
