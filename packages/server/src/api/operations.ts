/** Every operation of the API, in the order of its description. */
import type { Operation } from './operation.ts'
import { decide } from './operations/decide.ts'
import { listOrganizationEvents, listOwnEvents } from './operations/events.ts'
import { organizationKeyChanges, ownKeyChanges } from './operations/key-changes.ts'
import { endLogin, endLogins, listLogins } from './operations/logins.ts'
import { createOrganizationKey, listOrganizationKeys } from './operations/organization-keys.ts'
import { createOrganization, getOrganization, listMembers } from './operations/organizations.ts'
import { createKey, listKeys } from './operations/own-keys.ts'
import { getPackage, listFiles, listPackages } from './operations/packages.ts'
import { changePolicy, getPolicy } from './operations/policy.ts'
import { deleteFile, deleteVersion, unyankVersion, yankVersion } from './operations/releases.ts'
import { changeRepository, createRepository, listRepositories } from './operations/repositories.ts'
import { listReservations, releaseName, reserveName } from './operations/reservations.ts'
import { stepUp } from './operations/step-up.ts'
import { validate } from './operations/validate.ts'

export const operations: readonly Operation[] = [
  validate,
  decide,
  stepUp,

  listKeys,
  createKey,
  ...ownKeyChanges,
  listLogins,
  endLogin,
  endLogins,
  listOwnEvents,

  createOrganization,
  getOrganization,
  listMembers,
  getPolicy,
  changePolicy,
  listOrganizationKeys,
  createOrganizationKey,
  ...organizationKeyChanges,
  listOrganizationEvents,

  listRepositories,
  createRepository,
  changeRepository,
  listReservations,
  reserveName,
  releaseName,
  listPackages,
  getPackage,
  listFiles,
  yankVersion,
  unyankVersion,
  deleteVersion,
  deleteFile,
]
