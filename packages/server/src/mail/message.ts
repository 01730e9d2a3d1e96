/** One mail, as it waits: to one address, in plain text, of which its HTML is made when it is sent. */
import type { Language } from '../host/index.ts'

export interface Message {
  readonly to: string
  readonly subject: string
  readonly text: string
  /** English, unless told. */
  readonly language?: Language
}
