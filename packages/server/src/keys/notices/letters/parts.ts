/** What the sentences of a mail about a key are made with. */

/** Which key. */
export interface KeyNoun {
  readonly name: string
  /** What it belongs to, where that is not the reader. */
  readonly organization: string | undefined
  readonly origin: string
}

export interface LastUse {
  /** An instant, in words. */
  readonly at: string
  readonly address: string | undefined
  readonly client: string | undefined
}
