/** The fields of a map that a client sent; of anything else there are none. */
import type { HexValue } from './wire/index.ts'

export function fieldsOf(value: HexValue): Readonly<Record<string, HexValue | undefined>> {
  const isMap =
    typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Uint8Array)
  return isMap ? Object.fromEntries(Object.entries(value)) : {}
}
