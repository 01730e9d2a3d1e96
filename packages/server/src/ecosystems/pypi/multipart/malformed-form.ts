/** The form is none. */
import { type Refusal, refuse } from '@latchkey/tokens'

/** Thrown, since whoever reads a stream has no other way to be told that it broke. */
export class MalformedForm extends Error {
  readonly refusal: Refusal<'form_malformed'>

  constructor(what: string) {
    super(what)
    this.refusal = refuse('form_malformed', what, 'Upload with twine or uv.')
  }
}
