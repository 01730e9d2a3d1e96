/** A public Hex repository on this machine, with a key of its own: what it is asked, and what it answers, is the test's. */
import { createHash } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { refused } from '@latchkey/tokens'
import { packageMessage, type Release } from '../../registry/messages.ts'
import { seal } from '../../registry/seal.ts'
import { type PinnedKey, type RegistrySigner, readPublicKey } from '../../registry/signer.ts'
import { newSigner } from '../../testing/signer.ts'

export type Answering = (request: IncomingMessage, response: ServerResponse) => void

export interface PublicRepository extends Disposable {
  readonly address: string
  readonly key: PinnedKey
  readonly signer: RegistrySigner
  /** Every request that came: its line, and its headers as they were sent. */
  readonly asked: readonly { readonly line: string; readonly headers: readonly string[] }[]
  /** What `/path` answers from now on: bytes, or whatever the function does. */
  answer(path: string, answering: Answering | Uint8Array): void
  /** A package and its tarballs, signed; gives its message. */
  publish(name: string, tarballs: Readonly<Record<string, Uint8Array>>): Promise<Uint8Array>
}

export async function publicRepository(signer: RegistrySigner = newSigner()): Promise<PublicRepository> {
  const answers = new Map<string, Answering>()
  const asked: { line: string; headers: string[] }[] = []
  const server = createServer((request, response) => {
    asked.push({ line: `${request.method} ${request.url}`, headers: request.rawHeaders })
    const answering = answers.get(request.url ?? '')
    if (answering === undefined) response.writeHead(404).end()
    else answering(request, response)
  })
  const port = await new Promise<number>(resolve => {
    server.listen(0, '127.0.0.1', () => {
      const place = server.address()
      resolve(typeof place === 'object' && place !== null ? place.port : 0)
    })
  })
  const key = readPublicKey(signer.publicKey)
  if (refused(key)) throw new Error(key.message)
  const answer: PublicRepository['answer'] = (path, answering) =>
    answers.set(path, answering instanceof Uint8Array ? (_, response) => response.end(answering) : answering)
  return {
    ...{ address: `http://127.0.0.1:${port}`, key, signer, asked, answer },
    [Symbol.dispose]() {
      server.closeAllConnections()
      server.close()
    },
    async publish(name, tarballs) {
      const releases = Object.entries(tarballs).map(([version, tarball]) => releaseOf(version, tarball))
      for (const [version, tarball] of Object.entries(tarballs))
        answer(`/tarballs/${name}-${version}.tar`, tarball)
      const payload = packageMessage.encode({ releases, name, repository: 'hexpm' })
      answer(`/packages/${name}`, await seal(payload, signer))
      return payload
    },
  }
}

export function releaseOf(version: string, tarball: Uint8Array): Release {
  const outer_checksum = createHash('sha256').update(tarball).digest()
  return {
    ...{ version, inner_checksum: outer_checksum, outer_checksum },
    ...{ dependencies: [], retired: undefined },
  }
}
