/** A command line about one login, as it can be typed again. */
import { asWord } from './registry-address.ts'
import type { Chosen } from './settings.ts'

/** `latchkey login packages.example.com --account ada`. */
export function typedFor(command: 'login' | 'logout', { registry, account }: Chosen): string {
  return `latchkey ${command} ${asWord(registry)}${account === undefined ? '' : ` --account ${account}`}`
}
