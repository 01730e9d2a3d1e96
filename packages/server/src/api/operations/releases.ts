/** `.../packages/{package}/releases/{version}`: what becomes of a version that is published. */
import { refused } from '@latchkey/tokens'
import { defineOperation } from '../operation.ts'
import { decideAgain } from '../permission.ts'
import { releasePath, releaseStateSchema, yankSchema } from '../schemas.ts'

const release = '/organizations/{organization}/repositories/{ecosystem}/packages/{package}/releases/{version}'

export const yankVersion = defineOperation({
  id: 'yankVersion',
  method: 'post',
  path: `${release}/yank`,
  summary: 'Retires a version: installers pass over it, unless it is asked for by itself. It can be undone.',
  permission: { action: 'retire' },
  parameters: releasePath,
  body: yankSchema,
  answer: { status: 200, description: 'It is yanked.', schema: releaseStateSchema },
  async run({ parameters: { version }, body, allowed }, house) {
    const done = await house.repositories.retireVersion(decideAgain(allowed, house), body.reason)
    return refused(done) ? done : { version, yanked: true }
  },
})

export const unyankVersion = defineOperation({
  id: 'unyankVersion',
  method: 'post',
  path: `${release}/unyank`,
  summary: 'Restores a version that was yanked.',
  permission: { action: 'retire' },
  parameters: releasePath,
  answer: { status: 200, description: 'It is not yanked, or never was.', schema: releaseStateSchema },
  async run({ parameters: { version }, allowed }, house) {
    const done = await house.repositories.restoreVersion(decideAgain(allowed, house))
    return refused(done) ? done : { version, yanked: false }
  },
})
