/** Publishing without a client: the row of a file, decided as an upload is. */
import type { Secret } from '@latchkey/protocol'
import { granted, type PagesHouse } from './house.ts'

export interface PublishedForTest {
  readonly displayName?: string
  readonly version?: string
  readonly filename: string
  readonly size?: number
  /** Lower-case hex. */
  readonly sha256?: string
}

/** As somebody of the role `write` in `acme`, with the token, or else a key that publishes there, named "key N". */
export async function publish(
  house: PagesHouse,
  publisher: { readonly id: string },
  {
    displayName = 'widget',
    version = '1.0',
    filename,
    size = 1000,
    sha256 = 'a'.repeat(64),
  }: PublishedForTest,
  token?: Secret,
): Promise<void> {
  const credential = granted(await house.authenticate(token ?? (await keyOf(house, publisher))))
  const name = displayName.toLowerCase().replaceAll('.', '-')
  const place = { organization: 'acme', ecosystem: 'pypi', package: name, version, address: '192.0.2.44' }
  granted(
    await house.store.write(async transaction => {
      const attempt = {
        action: 'publish',
        ...place,
        client: 'twine/4.0.2',
        digests: [`sha256:${sha256}`],
      } as const
      const decision = await house.authorizer.authorize(credential, attempt, transaction)
      if (decision.answer !== 'allowed') throw new Error(JSON.stringify(decision))
      const file = { displayName, filename, size, sha256, details: {} }
      return house.repositories.publishFile(transaction, { allowed: decision.proof, ...file })
    }),
  )
}

async function keyOf(house: PagesHouse, publisher: { readonly id: string }): Promise<Secret> {
  return (await house.keyOf(publisher, [{ actions: ['publish'], targets: ['pypi:acme'] }])).token
}
