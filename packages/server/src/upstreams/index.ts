/**
 * Where files live. What is published is decided by rows; an upstream only holds bytes by their SHA-256.
 *
 * 1. A file is on the disk, and its name too, before any row names it.
 * 2. What is cut off, refused or forgotten leaves nothing behind for longer than a day.
 * 3. Of a file, whatever its size, no more than a few chunks are in memory.
 *
 *     const upstream = createDirectory({ folder: 'data/files', clock, random })
 *     const received = await upstream.receive(body, { limit, digests: ['md5'] })
 *     if (refused(received)) return received
 *     const kept = await received.keep()
 */

export { contentsOf } from './directory/contents.ts'
export { createDirectory, type DirectoryOptions } from './directory/directory.ts'
export { noRoom } from './no-room.ts'
export {
  type FileContents,
  fileTooLarge,
  type KeptFile,
  type OtherDigest,
  type ReceivedFile,
  type ReceiveOptions,
  type Upstream,
} from './upstream.ts'
