/** The types that the fields of caveats have on the wire. Strict: `true` is no number and `"1"` is no integer. */
import { type Refusal, refuse, refused } from '../refusal.ts'

/** How one field is read from JSON and written to it. `write` gives what `read` reads as the same value. */
export interface Field<Value> {
  read(json: unknown): Value | Refusal
  write(value: Value): unknown
}

/** Only the sentence reaches a person, after that of the whole caveat, which says what to do. */
export function wrong(sentence: string): Refusal<'field_malformed'> {
  return refuse('field_malformed', sentence, 'Correct it.')
}

const visible = /^[!-~]{1,255}$/

/** 1 to 255 characters of visible ASCII: no space, no control, nothing that looks like something else. */
export const text: Field<string> = {
  read: json =>
    typeof json === 'string' && visible.test(json)
      ? json
      : wrong('It must be text of 1 to 255 visible ASCII characters.'),
  write: value => value,
}

/** An integer that a double holds exactly. */
export const integer: Field<number> = {
  read: json =>
    Number.isSafeInteger(json)
      ? (json as number)
      : wrong('It must be an integer between -(2^53 - 1) and 2^53 - 1.'),
  write: value => value,
}

/** A field that is always null: a place kept for what others once wrote there. */
export const nothing: Field<null> = {
  read: json => (json === null ? null : wrong('It must be null.')),
  write: value => value,
}

/** A field whose text has a form of its own. */
export function parsed<Value>(
  parse: (text: string) => Value | Refusal,
  format: (value: Value) => string,
): Field<Value> {
  return {
    read: json => (typeof json === 'string' ? parse(json) : wrong('It must be text.')),
    write: format,
  }
}

/** A list of at least one: an empty list could only mean "nothing", which nobody means. */
export function listOf<Value>(item: Field<Value>): Field<readonly Value[]> {
  return {
    read: json => {
      if (!Array.isArray(json) || json.length === 0) {
        return wrong('It must be a list of at least one element.')
      }
      const values: Value[] = []
      for (const element of json) {
        const value = item.read(element)
        if (refused(value)) return value
        values.push(value)
      }
      return values
    },
    write: values => values.map(item.write),
  }
}
