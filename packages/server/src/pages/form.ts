/** What a person typed: a posted form's fields, read strictly. */
import { type Refusal, refuse } from '@latchkey/tokens'
import { refuseNull } from '../http/index.ts'

export interface Form {
  /** The field's text with surrounding white space taken off; empty where it was not sent. */
  text(name: string): string
  /** The field's text exactly as typed: for passwords. */
  exact(name: string): string
  /** Every value of a field that may be ticked several times. */
  all(name: string): readonly string[]
  /** Every field in the order it was sent. */
  readonly entries: readonly (readonly [name: string, value: string])[]
}

const limit = 64 * 1024

export const emptyForm: Form = formOf([])

function formOf(entries: readonly (readonly [string, string])[]): Form {
  const all = (name: string) => entries.filter(([each]) => each === name).map(([, value]) => value)
  return {
    text: name => (all(name)[0] ?? '').trim(),
    exact: name => all(name)[0] ?? '',
    all,
    entries,
  }
}

/** Reads `application/x-www-form-urlencoded`, the one form type our pages send, up to 64 KiB. */
export async function readForm(
  request: Request,
): Promise<Form | Refusal<'unsupported_media_type' | 'body_too_large' | 'null_character'>> {
  const type = request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase()
  if (type !== 'application/x-www-form-urlencoded') {
    return refuse(
      'unsupported_media_type',
      'A form must be sent as application/x-www-form-urlencoded.',
      'Send it from its page.',
    )
  }
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of request.body ?? []) {
    length += chunk.length
    if (length > limit) return refuse('body_too_large', 'A form may have at most 64 KiB.', 'Write less.')
    chunks.push(chunk)
  }
  const fields = new URLSearchParams(Buffer.concat(chunks).toString('utf8'))
  return refuseNull(fields.values()) ?? formOf([...fields])
}
