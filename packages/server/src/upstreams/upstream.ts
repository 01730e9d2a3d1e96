/** The upstream contract: where the files of a repository live. Rows decide what is published; this only holds. */
import { type Refusal, refuse } from '@latchkey/tokens'

/** A digest that is computed besides SHA-256 where somebody asks for it. */
export type OtherDigest = 'md5' | 'sha512' | 'blake2b256'

export interface ReceiveOptions {
  /** Largest file, in bytes. */
  readonly limit: number
  /** What to compute besides SHA-256, which is always computed. */
  readonly digests?: readonly OtherDigest[]
}

/** A file that has arrived and is not held yet: it must be kept or discarded. */
export interface ReceivedFile {
  /** Bytes. */
  readonly size: number
  /** Lower-case hex, as all digests. */
  readonly digests: { readonly sha256: string } & { readonly [Each in OtherDigest]?: string }
  /** Reads the file before it is decided what becomes of it. */
  readonly contents: FileContents
  /** Holds it for good, safe against a power failure, before any row names it. */
  keep(): Promise<KeptFile>
  /** Throws it away; nothing happens where it is kept already. */
  discard(): Promise<void>
}

export interface KeptFile {
  /** Whether it is still held. Answers at once, since it is asked inside the transaction that writes the row. */
  stillThere(): boolean
}

/** The bytes of one file. */
export interface FileContents {
  readonly size: number
  /** The bytes from `start` up to but not including `end`; all of them by default. Opened when first read. */
  read(range?: { readonly start: number; readonly end: number }): AsyncIterable<Uint8Array>
}

export interface Upstream {
  /** Takes a file in as it comes, with no more of it in memory than a few chunks. Throws what `body` throws. */
  receive(
    body: AsyncIterable<Uint8Array>,
    options: ReceiveOptions,
  ): Promise<ReceivedFile | Refusal<'file_too_large'>>
  /** The file with this SHA-256 (lower-case hex), or `undefined`. */
  open(sha256: string): Promise<FileContents | undefined>
  /**
   * Deletes what is older than a day and not wanted any more: uploads that were cut off, and files that `isNamed` (by
   * a row) does not know. Returns how many it deleted.
   */
  sweep(isNamed: (sha256: string) => Promise<boolean>): Promise<number>
}

/** Said of a file, and before it arrives of one that announces itself so. */
export function fileTooLarge(limit: number): Refusal<'file_too_large'> {
  return refuse(
    'file_too_large',
    `This file is larger than ${limit} bytes, the largest that may be published here.`,
    'Publish a smaller file, or ask the operator to raise LATCHKEY_UPLOAD_LIMIT.',
  )
}
