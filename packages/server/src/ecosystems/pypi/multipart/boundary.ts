/** What ends the parts of a form: RFC 2046 section 5.1.1. */
import { type Refusal, refuse } from '@latchkey/tokens'

/** The boundary that a `Content-Type` names. */
export function readBoundary(contentType: string | undefined): string | Refusal<'not_a_form'> {
  const match = /^multipart\/form-data\s*;\s*boundary=(?:"([^"\\]*)"|([^\s;"]*))\s*$/i.exec(contentType ?? '')
  const boundary = match?.[1] ?? match?.[2] ?? ''
  if (/^[0-9a-z'()+_,\-./:=? ]{0,69}[0-9a-z'()+_,\-./:=?]$/i.test(boundary)) return boundary
  return refuse(
    'not_a_form',
    'An upload is a form: multipart/form-data with its boundary.',
    'Upload with twine or uv.',
  )
}
