/** Set-up: from the one-time link to the first upload, in four steps that can be left and come back to. */
export { setUp, setUpForm } from './account.ts'
export { firstUpload } from './first-upload.ts'
export { keyStep, makeFirstKey } from './key.ts'
export { makeOrganization, organizationStep } from './organization.ts'
export { makeRepository, repositoryStep } from './repository.ts'
export { goOn, type Left, whatIsLeft } from './what-is-left.ts'
