/**
 * What a registry is to its clients: a value that a profile makes from a URL.
 *
 * 1. What a registry is follows from configuration alone.
 * 2. What its metadata says of itself must be said by itself (RFC 8414, 3.3), and names no endpoint of another origin.
 *
 *     const registry = latchkey('https://packages.example.com')({ http, clock })
 *     if (!refused(registry)) await registry.endpoints()
 */
export { type HexpmOptions, hexpm } from './hexpm.ts'
export { latchkey } from './latchkey.ts'
export type { Endpoints, Place, Profile, Registry } from './registry.ts'
