/** How commands say what a key may do: `publish,read=pypi:acme/widget`, several of which are one `allow`. */
import type { AllowForm } from '../../keys/index.ts'

export function readAllow(rows: readonly string[]): readonly AllowForm[] {
  return rows.map(row => {
    const split = row.indexOf('=')
    return { actions: row.slice(0, Math.max(split, 0)).split(','), targets: [row.slice(split + 1)] }
  })
}
