/** The version, or the package, that somebody may change, decided in the transaction that changes it. */
import { type Principal, type Refusal, refuse, refused } from '@latchkey/tokens'
import { type Allowed, isAllowed, type Judge } from '../access/index.ts'
import type { Writer } from '../storage/index.ts'
import { findPackage, findRepository } from './find.ts'
import type { Package, Repository } from './repository.ts'

export interface JudgedPackage {
  /** Whoever was allowed; somebody always is. */
  readonly by: Exclude<Principal, { kind: 'nobody' }>
  readonly allowed: Allowed
  readonly repository: Repository
  readonly package: Package
}

export interface JudgedVersion extends JudgedPackage {
  readonly version: string
}

/** Throws where the judge allowed something else than `action` of one version. */
export async function judgedVersion(
  transaction: Writer,
  judge: Judge,
  action: 'retire' | 'delete',
): Promise<JudgedVersion | Refusal> {
  const allowed = await allowedBy(judge, transaction)
  return refused(allowed) ? allowed : allowedVersion(transaction, allowed, action)
}

/** Throws where the judge allowed something else than `action` of one package. */
export async function judgedPackage(
  transaction: Writer,
  judge: Judge,
  action: 'maintain',
): Promise<JudgedPackage | Refusal> {
  const allowed = await allowedBy(judge, transaction)
  return refused(allowed) ? allowed : allowedPackage(transaction, allowed, action)
}

async function allowedBy(judge: Judge, transaction: Writer): Promise<Allowed | undefined | Refusal> {
  const decision = await judge(transaction)
  if (decision.answer === 'refused') return decision.refusal
  return decision.answer === 'allowed' ? decision.proof : undefined
}

/** The version that was allowed in this transaction; throws where it was not, or something else was. */
export async function allowedVersion(
  transaction: Writer,
  allowed: Allowed | undefined,
  action: 'publish' | 'retire' | 'delete',
): Promise<JudgedVersion | Refusal> {
  const judged = await allowedPackage(transaction, allowed, action)
  if (refused(judged)) return unknownVersion
  const { version } = judged.allowed.access
  if (typeof version !== 'string') throw new TypeError('It was allowed before its version was known.')
  return { ...judged, version }
}

async function allowedPackage(
  transaction: Writer,
  allowed: Allowed | undefined,
  action: 'maintain' | 'publish' | 'retire' | 'delete',
): Promise<JudgedPackage | Refusal<'unknown_package'>> {
  if (!isAllowed(allowed) || allowed.transaction !== transaction || allowed.access.action !== action) {
    throw new TypeError('Only what was allowed in this transaction is done.')
  }
  const { organization = '', ecosystem = '', package: name, principal: by } = allowed.access
  if (by.kind === 'nobody') throw new TypeError('Nobody changes nothing.')
  if (typeof name !== 'string') throw new TypeError('It was allowed before its name was known.')
  const repository = await findRepository(transaction, organization, ecosystem)
  const found = repository && (await findPackage(transaction, repository.id, name))
  if (repository === undefined || found === undefined) return unknownPackage
  return { allowed, by, repository, package: found }
}

/** Refuses a version that has no files. */
export async function publishedVersion<Judged extends JudgedVersion>(
  transaction: Writer,
  judged: Judged,
): Promise<Judged | Refusal<'unknown_version'>> {
  const file = await transaction
    .selectFrom('files')
    .select('id')
    .where('package_id', '=', judged.package.id)
    .where('version', '=', judged.version)
    .limit(1)
    .executeTakeFirst()
  return file === undefined ? unknownVersion : judged
}

/** The same for a version without files and for one of a package that is not there. */
export const unknownVersion: Refusal<'unknown_version'> = refuse(
  'unknown_version',
  'There is no such version of this package here.',
  'Name it as the list of its files does.',
)

const unknownPackage: Refusal<'unknown_package'> = refuse(
  'unknown_package',
  'There is no such package here.',
  'Name it as the list of packages does.',
)
