/** What a check has found, in a sentence. */
import type { Place } from './place.ts'

export interface Finding {
  readonly state: 'ok' | 'warning' | 'problem'
  readonly message: string
  /** The command that mends it, or what to do. */
  readonly repair?: string
  /** Mends it where nothing can be lost by that; what it did, in a sentence. */
  readonly fix?: () => Promise<string>
}

export interface Check {
  /** One word or two, the first in its line. */
  readonly name: string
  look(place: Place): Promise<readonly Finding[]>
}

export const ok = (message: string): Finding => ({ state: 'ok', message })

type Mending = Pick<Finding, 'repair' | 'fix'>

export const warning = (message: string, mending: Mending & { readonly repair: string }): Finding => ({
  ...{ state: 'warning', message },
  ...mending,
})

export const problem = (message: string, mending: Mending & { readonly repair: string }): Finding => ({
  ...{ state: 'problem', message },
  ...mending,
})
