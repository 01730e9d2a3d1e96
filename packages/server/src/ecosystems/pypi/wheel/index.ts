/** What stands inside a wheel. Hostile zips are refused; nothing is unpacked to the disk. */
export { readCoreMetadata } from './core-metadata.ts'
export { type MetadataHeaders, readMetadataHeaders } from './metadata-headers.ts'
