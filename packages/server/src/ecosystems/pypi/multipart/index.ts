/** Forms with files in them (RFC 7578), read as they come. */
export { readBoundary } from './boundary.ts'
export { MalformedForm } from './malformed-form.ts'
export { type Part, readParts } from './parts.ts'
