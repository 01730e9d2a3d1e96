/** A house whose root passes a public repository on. */
import { onTestFinished } from 'vitest'
import { type OpenHouse, openHouse } from '../../../testing/open-house.ts'
import { type Fetched, fetchBytes } from '../../testing/fetch-resource.ts'
import { newSigner, testSigner } from '../../testing/signer.ts'
import { createHexRoot, type HexRoot } from '../index.ts'
import { type PublicRepository, publicRepository } from './public-repository.ts'

/** The public one's key, one for each process that runs tests. */
export const publicSigner = newSigner()

export interface RootHouse extends OpenHouse {
  readonly there: PublicRepository
  readonly hexRoot: HexRoot
  /** For how many milliseconds the public one may keep silent from now on; long enough for everything, before. */
  setPatience(milliseconds: number): void
  /** Below `/hex/repo/`. */
  get(path: string, headers?: Readonly<Record<string, string>>, method?: string): Promise<Fetched>
}

/** `address`: where it is looked for, if not where it is. */
export async function rootHouse({ address }: { readonly address?: string } = {}): Promise<RootHouse> {
  const there = await publicRepository(publicSigner)
  onTestFinished(() => there[Symbol.dispose]())
  const options = {
    ...{ address: address ?? there.address, key: there.key, repository: 'hexpm' as const },
    ...{ signer: testSigner, fetch, patience: 30_000 },
  }
  const hexRoot = createHexRoot(options)
  const house = await openHouse({ hexRoot })
  return {
    ...{ ...house, there, hexRoot },
    setPatience(milliseconds) {
      options.patience = milliseconds
    },
    get: (path, headers = {}, method = 'GET') =>
      fetchBytes(
        house.listener.port,
        `/hex/repo/${path}`,
        { accept: 'application/json', ...headers },
        method,
      ),
  }
}

/** The status, and the words for a person. */
export function refusalIn({ status, body }: Fetched): readonly [number, string] {
  return [status, JSON.parse(body.toString()).message]
}
