/** The caveats of a row. Many keys are restricted alike: what was read of a text is kept, and shared by all of them. */
import { type Caveat, readCaveats, refused } from '@latchkey/tokens'
import { createGenerations } from '../storage/index.ts'

type StoredCaveats = ReturnType<typeof readCaveats>

/** Characters of one of two generations. */
const limit = 256 * 1024

const read = createGenerations<readonly Caveat[]>(limit)

/** Of the JSON text in a row. Frozen throughout, as nobody may widen a key by what they do to another. */
export function readStoredCaveats(text: string): StoredCaveats {
  const known = read.get(text)
  if (known !== undefined) return known
  const caveats = readCaveats(text)
  if (!refused(caveats)) read.set(text, frozen(caveats), text.length)
  return caveats
}

function frozen<T extends object>(value: T): T {
  for (const part of Object.values(value)) if (typeof part === 'object' && part !== null) frozen(part)
  return Object.freeze(value)
}
