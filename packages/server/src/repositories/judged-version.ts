/** The version that somebody may change, decided in the transaction that changes it. */
import { type Principal, type Refusal, refuse } from '@latchkey/tokens'
import { type Allowed, isAllowed, type Judge } from '../access/index.ts'
import type { Writer } from '../storage/index.ts'
import { findPackage, findRepository } from './find.ts'
import type { Package, Repository } from './repository.ts'

export interface JudgedVersion {
  /** Whoever was allowed; somebody always is. */
  readonly by: Exclude<Principal, { kind: 'nobody' }>
  readonly allowed: Allowed
  readonly repository: Repository
  readonly package: Package
  readonly version: string
}

/** Throws where the judge allowed something else than `action` of one version. */
export async function judgedVersion(
  transaction: Writer,
  judge: Judge,
  action: 'retire' | 'delete',
): Promise<JudgedVersion | Refusal> {
  const decision = await judge(transaction)
  if (decision.answer === 'refused') return decision.refusal
  const allowed = decision.answer === 'allowed' ? decision.proof : undefined
  if (!isAllowed(allowed) || allowed.transaction !== transaction || allowed.access.action !== action) {
    throw new TypeError('Only what was allowed in this transaction is done.')
  }
  const { organization = '', ecosystem = '', package: name, version, principal: by } = allowed.access
  if (by.kind === 'nobody') throw new TypeError('Nobody changes nothing.')
  if (typeof name !== 'string' || typeof version !== 'string') {
    throw new TypeError('It was allowed before its name and version were known.')
  }
  const repository = await findRepository(transaction, organization, ecosystem)
  const found = repository && (await findPackage(transaction, repository.id, name))
  if (repository === undefined || found === undefined) return unknownVersion
  return { allowed, by, repository, package: found, version }
}

/** The same for a version without files and for one of a package that is not there. */
export const unknownVersion: Refusal<'unknown_version'> = refuse(
  'unknown_version',
  'There is no such version of this package here.',
  'Name it as the list of its files does.',
)
