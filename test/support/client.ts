/** What clients send in these tests, without a program around it: fast enough for hundreds at a time. */
import { createHash } from 'node:crypto'
import { wheelBytes, wheelFilename } from '../../packages/server/src/ecosystems/pypi/testing/wheel.ts'

export interface SentWheel {
  readonly filename: string
  /** Lower-case hex. */
  readonly sha256: string
}

/** A wheel that is like no other, and the request that uploads it to acme. */
export function wheelUpload(origin: string, token: string, version: string) {
  const wheel = { name: 'widget', version, entries: [['noise.txt', version.repeat(20_000)]] as const }
  const bytes = wheelBytes(wheel)
  const form = new FormData()
  const fields = { ':action': 'file_upload', protocol_version: '1', metadata_version: '2.1' }
  const more = { name: wheel.name, version, filetype: 'bdist_wheel', pyversion: 'py3' }
  for (const [name, value] of Object.entries({ ...fields, ...more })) form.set(name, value)
  form.set('content', new Blob([new Uint8Array(bytes)]), wheelFilename(wheel))
  const sent: SentWheel = {
    filename: wheelFilename(wheel),
    sha256: createHash('sha256').update(bytes).digest('hex'),
  }
  const headers = bearer(token)
  return { sent, send: () => fetch(`${origin}/pypi/acme/legacy/`, { method: 'POST', body: form, headers }) }
}

/** What the index of acme's widget lists: file names with their SHA-256 and addresses. */
export async function listedWheels(
  origin: string,
  token: string,
): Promise<Map<string, SentWheel & { url: string }>> {
  const answer = await fetch(`${origin}/pypi/acme/simple/widget/`, {
    headers: { ...bearer(token), accept: 'application/vnd.pypi.simple.v1+json' },
  })
  if (answer.status === 404) return new Map()
  const page = `${origin}/pypi/acme/simple/widget/`
  const { files } = (await answer.json()) as ProjectPage
  return new Map(
    files.map(({ filename, url, hashes: { sha256 } }) => [
      filename,
      { filename, sha256, url: new URL(url, page).href },
    ]),
  )
}

interface ProjectPage {
  readonly files: readonly { filename: string; url: string; hashes: { sha256: string } }[]
}

export function bearer(token: string): { readonly authorization: string } {
  return { authorization: `Bearer ${token}` }
}

/** The status of `validate` with a token: 200 while it lives. */
export async function validate(origin: string, token: string): Promise<number> {
  const { status, body } = await fetch(`${origin}/api/v1/validate`, { headers: bearer(token) })
  await body?.cancel()
  return status
}

/** Sends JSON to the API. */
export function callApi(origin: string, token: string, method: string, path: string, body?: unknown) {
  return fetch(`${origin}/api/v1${path}`, {
    method,
    headers: { ...bearer(token), ...(body !== undefined && { 'content-type': 'application/json' }) },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
}
