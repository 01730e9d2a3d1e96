/** Credentials that only this person's session can read. Optional, asked late, and for a short time. */
export type { Keychain } from './keychain.ts'
export { macosSecurity } from './macos-security.ts'
export { keychainSeal, type Seal } from './seal.ts'
export { secretTool } from './secret-tool.ts'
