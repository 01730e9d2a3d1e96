/** What stands at the root of `/hex/repo`: another, public Hex repository, verified and signed again. */
import type { Refusal } from '@latchkey/tokens'

/** A resource of it, as clients here take it: signed with the key of this server. */
export interface RootResource {
  readonly body: Uint8Array
  /** Tells two bodies apart. */
  readonly tag: string
}

/** A file of it, as it comes. */
export interface RootFile {
  /** Bytes, where that is known before. */
  readonly size: number | undefined
  /** Throws, before it has given the last of them, where these are not the bytes that were signed for. */
  read(): AsyncIterable<Uint8Array>
}

export type ResourceName = 'names' | 'versions' | `packages/${string}`

export interface HexRoot {
  resource(name: ResourceName): Promise<RootResource | Refusal>
  tarball(packageName: string, version: string, signal: AbortSignal): Promise<RootFile | Refusal>
  /** Nobody signs for documentation: whoever reads it trusts the other repository's word. */
  documentation(filename: string, signal: AbortSignal): Promise<RootFile | Refusal>
}
