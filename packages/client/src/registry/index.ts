/**
 * What a registry is to its clients: a value that a profile makes from a URL.
 *
 * Laws: what a registry is follows from configuration alone; what its metadata says of itself must be said by itself
 * (RFC 8414, 3.3), and names no endpoint of another origin.
 *
 *     const registry = latchkey('https://packages.example.com', http)
 *     await registry.endpoints()
 */
export type { Endpoints, Place, Registry } from './registry.ts'
