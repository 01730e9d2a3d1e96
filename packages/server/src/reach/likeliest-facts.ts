/** The version, digests and address with which a credential is the likeliest to be let through. */
import { type Caveat, formatNetwork } from '@latchkey/tokens'
import { type Authorizer, type Credential, caveatsOf } from '../access/index.ts'

export interface LikeliestFacts {
  readonly version: string
  readonly digests: readonly string[]
  /** Absent where it can be used from anywhere, or from nowhere. */
  readonly address?: string
}

const anyVersion = '1.0'
const algorithms = ['sha256:', 'sha512:'] as const

/**
 * If any facts pass its caveats, then these do: a caveat asks about one of them alone. Only a guess all the same; what they
 * let through is decided by whoever asks with them.
 */
export async function likeliestFacts(
  credential: Credential,
  authorizer: Authorizer,
): Promise<LikeliestFacts> {
  const caveats = credential.kind === 'token' ? caveatsOf(credential) : []
  const versions = caveats.flatMap(each => (each.kind === 'version' ? [each.versions] : []))
  const digests = caveats.flatMap(each => (each.kind === 'digest' ? [each.digests] : []))
  const address = await addressFor(credential, caveats, authorizer)
  return {
    version: inAll(versions) ?? anyVersion,
    // One of each algorithm, as every file has.
    digests: algorithms.flatMap(
      algorithm => inAll(digests.map(each => each.filter(one => one.startsWith(algorithm)))) ?? [],
    ),
    ...(address !== undefined && { address }),
  }
}

/** What stands in all of the lists that hold anything. */
function inAll<Item>(lists: readonly (readonly Item[])[]): Item | undefined {
  const [first, ...others] = lists.filter(list => list.length > 0)
  return first?.find(item => others.every(list => list.includes(item)))
}

/** Of networks that overlap one lies in the other, so that the first address of some one lies in all that must hold it. */
async function addressFor(
  credential: Credential,
  caveats: readonly Caveat[],
  authorizer: Authorizer,
): Promise<string | undefined> {
  const lists = caveats.flatMap(each => (each.kind === 'network' ? [each.networks.map(firstOf)] : []))
  // Any of one list will do.
  const candidates = lists.length === 1 ? (lists[0]?.slice(0, 1) ?? []) : new Set(lists.flat())
  for (const address of candidates) {
    // `identify` is refused by no caveat about what is done, only by those about where and when.
    const decision = await authorizer.authorize(credential, { action: 'identify', address })
    if (decision.answer === 'allowed') return address
  }
  return undefined
}

/** `10.0.0.0` of `10.0.0.0/8` */
function firstOf(network: Parameters<typeof formatNetwork>[0]): string {
  return formatNetwork(network).replace(/\/.*/, '')
}
