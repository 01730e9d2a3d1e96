/** Names tell an owner's live keys apart: where one is taken, the next key of that name is its `-2`, as hex.pm has it. */
import { type Refusal, refused } from '@latchkey/tokens'
import type { CreatedKey, CreateKeyInput } from '../../../keys/index.ts'
import type { EcosystemRooms } from '../../rooms.ts'

const longestName = 100
/** Others may take a name between looking and making. */
const attempts = 5

export async function createUnderFreeName(
  keys: EcosystemRooms['keys'],
  input: CreateKeyInput,
): Promise<CreatedKey | Refusal> {
  let made: CreatedKey | Refusal
  let attempt = 0
  do {
    const live = await keys.live(input.owner)
    const taken = new Set(live.map(({ name }) => name))
    made = await keys.create({ ...input, name: freeName(input.name.trim(), taken) })
    attempt += 1
  } while (refused(made) && made.code === 'name_taken' && attempt < attempts)
  return made
}

/** `vm`, `vm-2`, `vm-3`; the last characters of a long one make room. */
function freeName(name: string, taken: ReadonlySet<string>): string {
  const characters = [...name]
  let free = name
  for (let number = 2; taken.has(free); number += 1) {
    const suffix = `-${number}`
    free = `${characters.slice(0, longestName - suffix.length).join('')}${suffix}`
  }
  return free
}
