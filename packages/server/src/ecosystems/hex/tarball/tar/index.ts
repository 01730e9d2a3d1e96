/**
 * Tar archives of strangers, read as they stream by, with nothing of them on the disk and little in memory.
 *
 * Files, folders and symbolic links are entries; whatever else tar has is refused. Where readers of tar disagree about
 * what something means, it is refused, so that what was checked here is what clients unpack.
 *
 *     const paths = new Paths()
 *     for await (const entry of readEntries(archive, { entries: 10_000, bytes: 128 * 1024 * 1024 })) paths.add(entry)
 *     paths.finish()
 */
export { TarMalformed } from './malformed.ts'
export { Paths } from './paths.ts'
export { type Entry, readEntries, type TarLimits } from './read-entries.ts'
