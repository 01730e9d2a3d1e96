/** `.../packages/{package}/releases/{version}`: what becomes of a version that is published. */
import { type Refusal, refused } from '@latchkey/tokens'
import { decideAgain } from '../../access/index.ts'
import { defineOperation } from '../operation.ts'
import { deletedSchema, releaseFilePath, releasePath, releaseStateSchema, yankSchema } from '../schemas.ts'

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

const forGood = 'It cannot be undone, and no file is ever called so again.'

export const deleteVersion = defineOperation({
  id: 'deleteVersion',
  method: 'delete',
  path: release,
  summary: `Deletes all files of a version. ${forGood}`,
  permission: { action: 'delete' },
  parameters: releasePath,
  answer: { status: 200, description: 'They are gone.', schema: deletedSchema },
  run: async ({ allowed }, house) =>
    presentDeleted(await house.repositories.deleteFiles(decideAgain(allowed, house))),
})

export const deleteFile = defineOperation({
  id: 'deleteFile',
  method: 'delete',
  path: `${release}/files/{file}`,
  summary: `Deletes one file of a version. ${forGood}`,
  permission: { action: 'delete' },
  parameters: releaseFilePath,
  answer: { status: 200, description: 'It is gone.', schema: deletedSchema },
  run: async ({ parameters, allowed }, house) =>
    presentDeleted(await house.repositories.deleteFiles(decideAgain(allowed, house), parameters.file)),
})

function presentDeleted(names: readonly string[] | Refusal): { deleted: string[] } | Refusal {
  return refused(names) ? names : { deleted: [...names] }
}
