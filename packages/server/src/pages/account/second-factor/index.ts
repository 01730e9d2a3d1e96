/** The pages of one's own second factor. */
export { confirm, enrol } from './enrol.ts'
export { renewRecoveryCodes } from './recovery-codes.ts'
export { confirmRemoving, removeSecondFactor } from './remove.ts'
export { secondFactorPage } from './status.ts'
