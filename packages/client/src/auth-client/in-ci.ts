/** Whether this runs where nobody can be asked, whatever the terminal says. */
import type { Environment } from '../machine.ts'

/** `CI`, which every known service sets; `CI=false`, `CI=0` and an empty one are none. */
export function inCi({ CI }: Environment): boolean {
  return !['', '0', 'false', 'no'].includes((CI ?? '').trim().toLowerCase())
}
