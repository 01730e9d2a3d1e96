/** Master keys as a node is given them. */

export interface MintingKey {
  readonly kid: string
  readonly key: Uint8Array
}

/** What a node was given: one or several keys of 32 bytes, and which of them is to mint in an empty database. */
export interface MasterKeyEntries {
  readonly minting: string
  readonly keys: ReadonlyMap<string, Uint8Array>
}
