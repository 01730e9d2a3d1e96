/** Bytes that are read in turn. What claims to be longer than what is there is found out before anything is done for it. */
import { type Refusal, refuse } from '@latchkey/tokens'
import type { TermCode } from './term.ts'

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

export class TermBytes {
  readonly #bytes: Uint8Array
  readonly #view: DataView
  #at = 0

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  }

  get left(): number {
    return this.#bytes.byteLength - this.#at
  }

  byte(): number | Refusal<TermCode> {
    return this.#number(1, at => this.#view.getUint8(at))
  }

  uint16(): number | Refusal<TermCode> {
    return this.#number(2, at => this.#view.getUint16(at))
  }

  uint32(): number | Refusal<TermCode> {
    return this.#number(4, at => this.#view.getUint32(at))
  }

  int32(): number | Refusal<TermCode> {
    return this.#number(4, at => this.#view.getInt32(at))
  }

  float64(): number | Refusal<TermCode> {
    return this.#number(8, at => this.#view.getFloat64(at))
  }

  /** A view of the next bytes: copy what is kept. */
  take(length: number): Uint8Array | Refusal<TermCode> {
    if (length > this.left) return cutOff
    this.#at += length
    return this.#bytes.subarray(this.#at - length, this.#at)
  }

  #number(length: number, read: (at: number) => number): number | Refusal<TermCode> {
    if (length > this.left) return cutOff
    this.#at += length
    return read(this.#at - length)
  }
}

/** The text, or nothing where the bytes are no UTF-8. */
export function textOf(bytes: Uint8Array): string | undefined {
  try {
    return utf8.decode(bytes)
  } catch {
    return undefined
  }
}

export function malformed(message: string): Refusal<TermCode> {
  return refuse(
    'term_malformed',
    message,
    'Send an Erlang term of maps, lists, binaries, numbers, true, false and nil, as term_to_binary/1 makes it.',
  )
}

export const cutOff = malformed('The Erlang term is cut off: it ends before it is complete.')
