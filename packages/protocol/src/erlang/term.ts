/** The values that a term can be. */

/**
 * `nil` is null. A binary is a text where it is UTF-8, else bytes. A whole number stands for an integer or a float.
 * A map has texts as keys, and is an object without a prototype, so that no key means anything by itself.
 */
export type Term = null | boolean | number | string | Uint8Array | readonly Term[] | TermMap

export interface TermMap {
  readonly [key: string]: Term
}

/** What can be written: besides terms, fields that are left out when they are `undefined`. */
export type TermInput =
  | null
  | boolean
  | number
  | string
  | Uint8Array
  | readonly TermInput[]
  | { readonly [key: string]: TermInput | undefined }

/** `term_malformed`: not this format, or not the part of it that is spoken. `term_too_large`: beyond a limit. */
export type TermCode = 'term_malformed' | 'term_too_large'

export interface TermLimits {
  /** Of the whole, in bytes. */
  readonly bytes: number
  /** How many lists and maps may be inside each other. */
  readonly depth: number
  /** How many values there may be in all. */
  readonly values: number
}
