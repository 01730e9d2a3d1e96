/** What people find in their mailbox: what waits is delivered now, and read there as they would read it. */
import type { Clock } from '../../host/index.ts'
import { createSeededRandom } from '../../host/testing.ts'
import type { Store } from '../../storage/index.ts'
import { createDelivery } from '../deliver.ts'
import type { Letter } from '../transport.ts'

/** Each mail once, in the order in which they were queued. */
export type Mailbox = (address?: string) => Promise<readonly Letter[]>

const random = createSeededRandom('mailbox')

/** Delivers everything that waits; what the last call gave is not given again. */
export function openMailbox(store: Store, clock: Clock): Mailbox {
  return async address => {
    const letters: Letter[] = []
    const log = { warn: fail, error: fail }
    const transport = { place: 'a mailbox', deliver: async (letter: Letter) => void letters.push(letter) }
    await createDelivery({ store, clock, random, transport, log }).deliver()
    return letters.filter(({ to }) => address === undefined || to === address)
  }
}

/** The path of the link at the end of a mail. */
export function linkIn({ text }: Pick<Letter, 'text'>): string {
  const link = /^ {2}https?:\/\/[^/]+(\/\S*)\n$/m.exec(text)?.[1]
  if (link === undefined) throw new Error(`There is no link in this mail:\n${text}`)
  return link
}

function fail(fields: object, message: string): never {
  throw new Error(`${message} ${JSON.stringify(fields)}`)
}
