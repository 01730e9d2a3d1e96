/** The form of an upload, as far as its file: the fields that count, and then the file as a stream. */
import { quoted, type Refusal, refuse, refused } from '@latchkey/tokens'
import { type Part, readParts } from '../multipart/index.ts'

/** The fields that are read. Others (summary, classifiers, ...) stand in the file itself and are skipped. */
const fieldNames = [
  ':action',
  'protocol_version',
  'name',
  'version',
  'filetype',
  'requires_python',
  'md5_digest',
  'sha256_digest',
  'blake2_256_digest',
] as const

export type FieldName = (typeof fieldNames)[number]

export type Fields = Readonly<Partial<Record<FieldName, string>>>

export interface UploadForm {
  readonly fields: Fields
  readonly filename: string
  readonly content: AsyncIterable<Uint8Array>
  /** Reads what follows the file, and refuses a field that comes too late to have been heard. */
  finish(): Promise<Refusal<FormCode> | undefined>
}

export type FormCode =
  | 'field_missing'
  | 'field_repeated'
  | 'field_malformed'
  | 'field_late'
  | 'form_too_large'

/** Everything but the file, in bytes: a long description stands in it too. */
export const fieldsLimit = 4 * 1024 * 1024

const partsLimit = 10_000

const tooLarge: Refusal<FormCode> = refuse(
  'form_too_large',
  'The form has too many or too large fields besides its file.',
  'Shorten the description: it may have some megabytes.',
)

/** Throws `MalformedForm` where the form is none. */
export async function readUploadForm(
  body: AsyncIterable<Uint8Array>,
  boundary: string,
): Promise<UploadForm | Refusal<FormCode>> {
  const parts = readParts(body, boundary)
  const fields: { [Each in FieldName]?: string } = {}
  const budget: Budget = { bytes: fieldsLimit, parts: partsLimit }
  for (;;) {
    const { done, value: part } = await parts.next()
    if (done === true)
      return refuse(
        'field_missing',
        'The form has no file: the field content is missing.',
        'Upload with twine or uv.',
      )
    if (part.name === 'content') {
      return {
        fields,
        filename: part.filename ?? '',
        content: part.body,
        finish: () => finish(parts, budget),
      }
    }
    const text = await readField(part, budget)
    if (refused(text)) return text
    const name = fieldNames.find(each => each === part.name)
    if (name === undefined) continue
    if (fields[name] !== undefined)
      return refuse('field_repeated', `The field ${name} is sent twice.`, 'Send it once.')
    fields[name] = text.trim()
  }
}

/** What is left for everything but the file. */
interface Budget {
  bytes: number
  parts: number
}

async function readField({ name, body }: Part, budget: Budget): Promise<string | Refusal<FormCode>> {
  const chunks: Uint8Array[] = []
  budget.parts -= 1
  for await (const chunk of body) {
    budget.bytes -= chunk.byteLength
    if (budget.bytes < 0) return tooLarge
    chunks.push(new Uint8Array(chunk))
  }
  if (budget.parts < 0) return tooLarge
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks))
  } catch {
    return refuse('field_malformed', `The field ${quoted(name)} is not UTF-8.`, 'Send it as UTF-8.')
  }
}

/** Fields that come after the file are as limited as those before it. */
async function finish(parts: AsyncGenerator<Part>, budget: Budget): Promise<Refusal<FormCode> | undefined> {
  for await (const part of parts) {
    if (fieldNames.some(each => each === part.name) || part.name === 'content') return late(part.name)
    const skipped = await readField(part, budget)
    if (refused(skipped)) return skipped
  }
  return undefined
}

function late(name: string): Refusal<FormCode> {
  return refuse('field_late', `The field ${name} comes after the file.`, 'Send every field before content.')
}
