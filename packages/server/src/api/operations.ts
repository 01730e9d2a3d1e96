/** Every operation of the API, in the order of its description. */
import type { Operation } from './operation.ts'
import {
  createOrganizationKey,
  listOrganizationKeys,
  revokeOrganizationKey,
} from './operations/organization-keys.ts'
import { createOrganization, getOrganization, listMembers } from './operations/organizations.ts'
import { createKey, listKeys, revokeKey } from './operations/own-keys.ts'
import { deleteFile, deleteVersion, unyankVersion, yankVersion } from './operations/releases.ts'
import {
  changeRepository,
  createRepository,
  listFiles,
  listPackages,
  listRepositories,
} from './operations/repositories.ts'
import { validate } from './operations/validate.ts'

export const operations: readonly Operation[] = [
  validate,

  listKeys,
  createKey,
  revokeKey,

  createOrganization,
  getOrganization,
  listMembers,
  listOrganizationKeys,
  createOrganizationKey,
  revokeOrganizationKey,

  listRepositories,
  createRepository,
  changeRepository,
  listPackages,
  listFiles,
  yankVersion,
  unyankVersion,
  deleteVersion,
  deleteFile,
]
