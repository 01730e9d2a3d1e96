/**
 * Packages as Hex's tools build them: a tar of four files, one of them a gzipped tar of what the package holds.
 *
 * 1. All of it is checked before anybody may fetch it: both checksums, the metadata, and every entry of its contents.
 * 2. Nothing is unpacked, and no more of it is in memory than the metadata and a few pieces.
 * 3. What cannot be read without a guess is refused.
 *
 *     const tarball = await readTarball(received.contents.read())
 *     if (refused(tarball)) return tarball
 *     tarball.name, tarball.version, tarball.innerChecksum
 */
export { type ArchiveCode, checkArchive } from './check-archive.ts'
export { tarballLimit, tarballTooLarge } from './limits.ts'
export type { HexMetadata } from './metadata.ts'
export type { HexTarball, TarballCode } from './parts.ts'
export { readTarball, readTarballHead } from './read-tarball.ts'
