/** What the scripts of pages say; loaded by the browser, so that nothing behind this file may need Node. */
export { caveats } from './caveats.ts'
export { inspector } from './tokens.ts'
