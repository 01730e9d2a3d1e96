/** Puts a release into a house as publishing does: its file held, its rows written after a decision. */
import type { Credential } from '../../../access/index.ts'
import { granted } from '../../../credentials/testing/small-house.ts'
import type { OpenHouse } from '../../testing/open-house.ts'
import type { HexRelease } from '../release.ts'
import { buildTarball } from './build-tarball.ts'

export interface ReleaseInput {
  readonly name?: string
  readonly version?: string
  readonly innerChecksum?: string
  readonly requirements?: HexRelease['requirements']
}

export async function publisherOf(house: OpenHouse): Promise<Credential> {
  const key = await house.keyOf(house.alice, [
    { actions: ['publish', 'retire', 'delete'], targets: ['hex:acme'] },
  ])
  return granted(await house.authenticate(key.token))
}

/** Gives the tarball. */
export async function publishRelease(
  house: OpenHouse,
  publisher: Credential,
  {
    name = 'widget',
    version = '1.0.0',
    innerChecksum = 'ab'.repeat(32),
    requirements = [],
  }: ReleaseInput = {},
): Promise<Buffer> {
  const tarball = buildTarball({ name, version })
  const received = granted(await house.upstream.receive(one(tarball), { limit: 1024 * 1024 }))
  await received.keep()
  const { sha256 } = received.digests
  const details: HexRelease = {
    ...{ app: name, innerChecksum, requirements },
    metadata: { licenses: [], links: {}, buildTools: ['mix'] },
  }
  granted(
    await house.store.write(async transaction => {
      const attempt = {
        action: 'publish',
        organization: 'acme',
        ecosystem: 'hex',
        package: name,
        version,
      } as const
      const digests = [`sha256:${sha256}`]
      const decision = await house.authorizer.authorize(publisher, { ...attempt, digests }, transaction)
      if (decision.answer !== 'allowed') throw new Error(`The release was not let in: ${decision.answer}.`)
      return house.repositories.publishFile(transaction, {
        ...{ allowed: decision.proof, displayName: name, filename: `${name}-${version}.tar` },
        ...{ size: tarball.length, sha256, details },
      })
    }),
  )
  return tarball
}

async function* one(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  yield bytes
}
