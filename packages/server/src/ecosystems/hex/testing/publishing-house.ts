/** A house with a key that does everything in hex:acme, and short ways to publish with it, or with another. */
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Secret } from '@latchkey/protocol'
import type { openHouse } from '../../testing/open-house.ts'
import { type Answered, type AskingHouse, askingHouse } from '../accounts/testing/asking.ts'
import { buildTarball, type TarballInput } from './build-tarball.ts'

export interface PublishingHouse extends AskingHouse {
  readonly key: Secret
  /** `POST /repos/acme/packages/widget/releases` with these bytes. */
  upload(bytes: Uint8Array, path?: string, key?: Secret): Promise<Answered>
  /** Builds the tarball, and uploads it to the package that it names. */
  publish(input?: TarballInput, key?: Secret): Promise<Answered>
  /** `GET /packages/widget` below `/repos/acme`, with the same key. */
  inAcme(call: string, body?: unknown): Promise<Answered>
  /** The files that are arriving in the upstream, and those that it holds. */
  arriving(): readonly string[]
  held(): readonly string[]
}

export async function publishingHouse(options?: Parameters<typeof openHouse>[0]): Promise<PublishingHouse> {
  const house = await askingHouse(options)
  const key = await house.ownerKey()
  const upload: PublishingHouse['upload'] = async (bytes, path = '/packages/widget/releases', by = key) => {
    const answer = await house.send(
      {
        method: 'POST',
        path: `/hex/api/repos/acme${path}`,
        headers: { Accept: 'application/json', 'Content-Type': 'application/octet-stream' },
        body: bytes,
      },
      by.expose(),
    )
    return { ...answer, body: answer.body === '' ? undefined : JSON.parse(answer.body) }
  }
  return {
    ...house,
    ...{ key, upload },
    publish: (input = {}, by = key) =>
      upload(buildTarball(input), `/packages/${input.name ?? 'widget'}/releases`, by),
    inAcme(call, body) {
      const [method, path] = call.split(' ')
      return house.api(key, `${method} /repos/acme${path}`, body)
    },
    arriving: () => filesBelow(join(house.folder, 'files', 'arriving')),
    held: () => filesBelow(join(house.folder, 'files')),
  }
}

function filesBelow(folder: string): readonly string[] {
  if (!existsSync(folder)) return []
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true })
  return entries.filter(entry => entry.isFile()).map(({ name }) => name)
}
