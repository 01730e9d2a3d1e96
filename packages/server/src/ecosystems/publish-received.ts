/** Makes a file that has arrived visible: decided with what was computed, in the transaction that does it. */
import { type Refusal, refuse } from '@latchkey/tokens'
import type { Allowed, Decision } from '../access/index.ts'
import type { Published, PublishInput } from '../repositories/index.ts'
import type { Writer } from '../storage/index.ts'
import type { ReceivedFile } from '../upstreams/index.ts'
import type { EcosystemRooms } from './rooms.ts'

export interface Arrived extends Pick<PublishInput, 'displayName' | 'filename' | 'details'> {
  readonly received: ReceivedFile
  /** Decides about exactly this file, its computed digests among the facts. */
  decide(transaction?: Writer): Promise<Decision>
}

export async function publishReceived(
  { repositories, store }: Pick<EcosystemRooms, 'repositories' | 'store'>,
  { received, decide, ...file }: Arrived,
): Promise<Published | Refusal> {
  return commitReceived({ store }, { received, decide }, (transaction, allowed) =>
    repositories.publishFile(transaction, {
      ...file,
      allowed,
      size: received.size,
      sha256: received.digests.sha256,
    }),
  )
}

/** The same for whatever else becomes visible with its contents. */
export async function commitReceived<Done>(
  { store }: Pick<EcosystemRooms, 'store'>,
  { received, decide }: Pick<Arrived, 'received' | 'decide'>,
  commit: (transaction: Writer, allowed: Allowed) => Promise<Done | Refusal>,
): Promise<Done | Refusal> {
  // Once before the file is held, so that a refused one leaves nothing behind; what counts is the one below.
  const early = await decide()
  if (early.answer === 'refused') return early.refusal

  const kept = await received.keep()
  return store.write(async transaction => {
    const decision = await decide(transaction)
    if (decision.answer === 'refused') return decision.refusal
    if (decision.answer === 'needs') throw new Error('Everything is known, and still something is needed.')
    const done = await commit(transaction, decision.proof)
    return kept.stillThere() ? done : fileLost
  })
}

/** Its transaction leaves nothing behind, so that no row names a file that is not there. */
const fileLost = refuse('file_lost', 'The file went away while it was published.', 'Upload it again.')
