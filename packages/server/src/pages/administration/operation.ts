/** What the running server tells its administrators of itself: handed in by whoever runs it. */

export interface Operation {
  /** As it is at this moment, on this node. */
  health(): Promise<Health>
  /** Every setting that this process was started with. */
  readonly settings: readonly EffectiveSetting[]
}

export interface Health {
  /** `degraded`: what changes nothing is answered, what would change something is not. */
  readonly status: 'ready' | 'degraded' | 'not ready'
  readonly version: string
  /** Milliseconds since 1970, as every instant here. */
  readonly startedAt: number
  readonly processes: number
  readonly database: {
    readonly engine: 'SQLite' | 'PostgreSQL'
    /** How long it took to answer just now; absent where it did not within two seconds. */
    readonly milliseconds: number | undefined
  }
  /** Absent where the database does not tell. */
  readonly mail: { readonly waiting: number; readonly oldestAt: number | undefined } | undefined
  /** Where mail goes. */
  readonly mailTo: 'server' | 'folder'
  readonly masterKeys: readonly {
    readonly kid: string
    readonly state: 'known' | 'minting' | 'withdrawn'
    readonly since: number
    readonly here: 'installed' | 'missing' | 'another'
  }[]
  /** Bytes that are free where they lie; absent where the system does not say. */
  readonly files: { readonly folder: string; readonly free: number | undefined }
}

export interface EffectiveSetting {
  readonly name: string
  /** Absent where it is set to a secret; empty where it is set to nothing. */
  readonly value: string | undefined
  /** `LATCHKEY_DATA`, `"data" in latchkey.json`; `default` where it was not set. */
  readonly source: string
}
