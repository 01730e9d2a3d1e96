/** Hex in its contract test. */
import { gunzipSync } from 'node:zlib'
import { decodeTerm } from '@latchkey/protocol'
import { refused } from '@latchkey/tokens'
import type { RawAnswer } from '../../../http/testing/send-raw.ts'
import type { EcosystemDriver } from '../../testing/driver.ts'
import { buildTarball } from './build-tarball.ts'
import { erlang, hexHeaders } from './hex-request.ts'

const { accept: _, ...fetching } = hexHeaders

export const driver: EcosystemDriver = {
  examples: {
    organization: 'acme',
    package: 'widget',
    version: '1.0.0',
    file: 'widget-1.0.0.tar',
    archive: 'widget-1.0.0.tar.gz',
    name: 'ci',
    username: 'alice',
    user: 'alice',
  },
  publish: ({ organization, package: name, version }) => ({
    method: 'POST',
    path: `/hex/api/repos/${organization}/packages/${name}/releases?replace=false`,
    headers: { ...hexHeaders, 'content-type': 'application/octet-stream' },
    body: buildTarball({ name, version }),
  }),
  published: 201,
  readPackage: ({ organization, package: name }) =>
    fetched(`/hex/repo/repos/${organization}/packages/${name}`),
  readRepository: organization => fetched(`/hex/repo/repos/${organization}/names`),
  contents: ({ body }) => gunzipSync(Buffer.from(body, 'latin1')).toString('latin1'),
  reasons,
  challenge: 'WWW-Authenticate: Bearer realm="hex"',
  codeHeader: 'x-hex-otp',
}

/** hex_core says what it reads of the API only. */
function fetched(path: string) {
  return { method: 'GET', path, headers: fetching }
}

/** What the client prints: the message in the body, and what stands beside it where it fetches. */
function reasons(answer: RawAnswer): readonly string[] {
  const { status, message } = bodyOf(answer)
  if (status !== answer.status) throw new Error(`The body says ${status}, and its head ${answer.status}.`)
  const [, beside] = /^x-hex-message: "(.*)";level=warn$/m.exec(answer.head) ?? []
  return [String(message), ...(beside === undefined ? [] : [beside])]
}

function bodyOf({ head, body }: RawAnswer): { readonly status?: unknown; readonly message?: unknown } {
  const [, type] = /^Content-Type: (.*)$/m.exec(head) ?? []
  if (type !== erlang) return JSON.parse(body)
  const term = decodeTerm(Buffer.from(body, 'latin1'))
  if (refused(term)) throw new Error(term.message)
  return { ...(term as object) }
}
