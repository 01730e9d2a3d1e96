/** Upload forms as twine sends them, and as nobody should. */
import { createHash } from 'node:crypto'
import type { TestRequest } from '../../testing/open-house.ts'
import { type WheelInput, wheelBytes, wheelFilename } from './wheel.ts'

export type FormPart = readonly [name: string, value: string | Uint8Array, filename?: string]

export const boundary = '0123456789abcdef0123456789abcdef'

/** A form with these parts, in this order. */
export function formBody(parts: readonly FormPart[]): Buffer {
  const pieces = parts.flatMap(([name, value, filename]) => {
    const file =
      filename === undefined ? '' : `; filename="${filename}"\r\nContent-Type: application/octet-stream`
    const head = `--${boundary}\r\nContent-Disposition: form-data; name="${name}"${file}\r\n\r\n`
    return [Buffer.from(head), Buffer.from(value as Uint8Array), Buffer.from('\r\n')]
  })
  return Buffer.concat([...pieces, Buffer.from(`--${boundary}--\r\n`)])
}

/** The parts of an upload of this wheel, as twine 4 orders them. */
export function wheelParts(input: WheelInput, content: Uint8Array = wheelBytes(input)): readonly FormPart[] {
  return [
    ['name', input.name],
    ['version', input.version],
    ['filetype', 'bdist_wheel'],
    ['pyversion', 'py3'],
    ['metadata_version', '2.1'],
    ['summary', 'A test.'],
    ['comment', ''],
    ['sha256_digest', createHash('sha256').update(content).digest('hex')],
    ['md5_digest', createHash('md5').update(content).digest('hex')],
    [':action', 'file_upload'],
    ['protocol_version', '1'],
    ['content', content, wheelFilename(input)],
  ]
}

export function uploadRequest(organization: string, parts: readonly FormPart[]): TestRequest {
  return {
    method: 'POST',
    path: `/pypi/${organization}/legacy/`,
    headers: { 'Content-Type': `multipart/form-data; boundary=${boundary}` },
    body: formBody(parts),
  }
}
