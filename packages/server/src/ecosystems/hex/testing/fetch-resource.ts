/** Fetches what clients fetch, as bytes, and opens it with the key that the test knows. */
import { request } from 'node:http'
import { refused } from '@latchkey/tokens'
import type { Message } from '../registry/protobuf/message.ts'
import { unseal } from '../registry/seal.ts'
import { readPublicKey } from '../registry/signer.ts'
import { testSigner } from './signer.ts'

export interface Fetched {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly body: Buffer
}

/** Rejects where the answer breaks off. */
export function fetchBytes(
  port: number,
  path: string,
  headers: Readonly<Record<string, string>> = {},
  method = 'GET',
): Promise<Fetched> {
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port, path, method, headers, agent: false }, response => {
      const chunks: Buffer[] = []
      response.on('data', chunk => chunks.push(chunk))
      response.on('error', reject)
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks) }),
      )
    })
    sent.on('error', reject)
    sent.end()
  })
}

/** Throws where it is not signed with that key, or is no such message. */
export async function opened<T>(
  resource: Uint8Array,
  message: Message<T>,
  publicKey: string = testSigner.publicKey,
): Promise<T> {
  const key = readPublicKey(publicKey)
  if (refused(key)) throw new Error(key.message)
  const payload = await unseal(resource, key, 1024 * 1024)
  if (refused(payload)) throw new Error(payload.message)
  const read = message.decode(payload)
  if (refused(read)) throw new Error(read.message)
  return read
}
