/** For the tests of this room and of those above it: passwords that cost next to nothing. */
import { createSeededRandom } from '../host/testing.ts'
import { createPasswords, type PasswordCost, type Passwords } from './passwords.ts'

export const cheapCost: PasswordCost = { memoryCost: 8, timeCost: 1, parallelism: 1 }

export function createCheapPasswords(): Passwords {
  return createPasswords({ random: createSeededRandom('passwords'), cost: cheapCost })
}
