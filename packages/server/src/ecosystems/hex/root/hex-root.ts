/** What stands at the root of `/hex/repo`: another, public Hex repository, verified and signed again. */
import type { Refusal } from '@latchkey/tokens'

export interface HexRoot {
  /** A resource as clients here take it: signed with the key of this server. */
  resource(name: ResourceName): Promise<RootResource | Refusal>
  /** A release as its package's resource signs for it; `signal` ends it. */
  tarball(packageName: string, version: string, signal: AbortSignal): Promise<RootTarball | Refusal>
}

export type ResourceName = 'names' | 'versions' | `packages/${string}`

export interface RootResource {
  readonly body: Uint8Array
  /** Tells two bodies apart. */
  readonly tag: string
}

export interface RootTarball {
  /** SHA-256 in lower-case hex, where it was signed for. */
  readonly sha256: string | undefined
  /** Bytes, where that is known before. */
  readonly size: number | undefined
  /** A stream throws, before it has given the last of it, where these are not the bytes that were signed for. */
  readonly body: Uint8Array | AsyncIterable<Uint8Array>
}
