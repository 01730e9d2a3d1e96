/**
 * What is wrong here, and how to mend it.
 *
 * 1. A check finds, it changes nothing; what it can mend safely it hands out as `fix`, which `--fix` calls.
 * 2. Every finding that is not well names the command that mends it. None holds a secret.
 * 3. Each check comes to an end in time, and one that fails does not stop the others.
 *
 *     const findings = await examine(place, { fix: false })
 */
export { type Examined, examine } from './examine.ts'
export type { Check, Finding } from './finding.ts'
export { type Place, placeAt } from './place.ts'
