/** The pages of one's own passkeys. */
export { addPasskey, newPasskey } from './add.ts'
export { listPasskeys, renamePasskey } from './list.ts'
export { confirmRemovingPasskey, removePasskey } from './remove.ts'
