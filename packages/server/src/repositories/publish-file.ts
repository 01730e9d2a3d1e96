/** Making a file visible: the rows of the file, of a new package and of its first maintainer, in one transaction. */
import { type Refusal, refuse } from '@latchkey/tokens'
import { type Allowed, isAllowed } from '../access/index.ts'
import { causeOf, recordEvent } from '../audit/index.ts'
import { newId, type RandomBytes } from '../host/index.ts'
import type { Writer } from '../storage/index.ts'
import { concerningPackage } from './concerning.ts'
import { findFile, findPackage, findRepository, objectionToName } from './find.ts'
import { objectionToSize } from './quota.ts'
import { type Package, type PublishedFile, type Repository, readFile, readPackage } from './repository.ts'
import { maintainerOf } from './standing.ts'
import { usedCredential } from './used-credential.ts'

export interface PublishInput {
  /** The decision about exactly this file, made in this transaction. */
  readonly allowed: Allowed
  /** The package's name as its publisher wrote it. */
  readonly displayName: string
  readonly filename: string
  /** Bytes. */
  readonly size: number
  /** Lower-case hex, as the server computed it. */
  readonly sha256: string
  /** What the ecosystem wants to know about the file again; stored as JSON. */
  readonly details: unknown
}

export type PublishCode = 'file_exists' | 'file_name_used' | 'quota_exceeded'

export interface Published {
  readonly outcome: 'published' | 'already there'
  readonly package: Package
  readonly file: PublishedFile
}

export interface PublishContext {
  readonly transaction: Writer
  readonly random: RandomBytes
  /** Milliseconds since 1970. */
  readonly now: number
}

export async function publishFile(
  context: PublishContext,
  input: PublishInput,
): Promise<Published | Refusal<PublishCode>> {
  const { transaction } = context
  const decided = decidedFacts(transaction, input)
  const repository = await findRepository(transaction, decided.organization, decided.ecosystem)
  if (repository === undefined) throw new Error('What was allowed in this transaction is not there in it.')

  const former = await findFile(transaction, repository.id, input.filename)
  const known = await findPackage(transaction, repository.id, decided.name)
  if (former !== undefined) {
    const same = known !== undefined && former.packageId === known.id && former.sha256 === input.sha256
    return same
      ? { outcome: 'already there', package: known, file: former }
      : fileExists(input.filename, former)
  }
  const objection =
    (await objectionToName(transaction, repository.id, input.filename)) ??
    (await objectionToSize(transaction, repository.organization.id, input.size))
  if (objection !== undefined) return objection
  const owner = known ?? (await insertPackage(context, repository.id, decided.name, input))
  const file = await insertFile(context, owner, decided.version, input)
  await recordPublished(context, { repository, owner, isNew: known === undefined, file }, input.allowed)
  return { outcome: 'published', package: owner, file }
}

interface MadeVisible {
  readonly repository: Repository
  readonly owner: Package
  readonly isNew: boolean
  readonly file: PublishedFile
}

async function recordPublished(
  { transaction, now: at }: PublishContext,
  { repository, owner, isNew, file }: MadeVisible,
  allowed: Allowed,
): Promise<void> {
  const happened = { at, cause: causeOf(allowed), ...concerningPackage(repository, owner) }
  if (isNew) await recordEvent(transaction, { ...happened, what: 'package.created' })
  const { version, filename, size, sha256 } = file
  await recordEvent(transaction, {
    ...happened,
    ...{ what: 'file.published', details: { version, filename, size, sha256 } },
  })
}

/** Anything but a decision about these very values is a mistake in the program, and publishes nothing. */
function decidedFacts(transaction: Writer, { allowed, sha256 }: PublishInput) {
  if (!isAllowed(allowed)) throw new TypeError('Only what was allowed is published.')
  if (allowed.transaction !== transaction) throw new TypeError('It was allowed outside of this transaction.')
  const { action, organization, ecosystem, package: name, version, digests } = allowed.access
  const isThisFile = typeof digests === 'object' && digests.includes(`sha256:${sha256}`)
  if (action !== 'publish' || !isThisFile || organization === undefined || ecosystem === undefined) {
    throw new TypeError('Something else was allowed.')
  }
  if (typeof name !== 'string' || typeof version !== 'string') {
    throw new TypeError('It was allowed before its name and version were known.')
  }
  return { organization, ecosystem, name, version }
}

/** Whoever first publishes a name becomes its maintainer. */
async function insertPackage(
  { transaction, random, now }: PublishContext,
  repositoryId: string,
  name: string,
  { allowed, displayName }: PublishInput,
): Promise<Package> {
  const row = {
    id: newId(random),
    repository_id: repositoryId,
    name,
    display_name: displayName,
    created_at: now,
  }
  await transaction.insertInto('packages').values(row).execute()
  const { kind, id } = maintainerOf(allowed.access.principal, usedCredential(allowed).key_id ?? undefined)
  await transaction
    .insertInto('maintainers')
    .values({ package_id: row.id, kind, maintainer_id: id, created_at: now })
    .execute()
  return readPackage(row)
}

async function insertFile(
  { transaction, random, now }: PublishContext,
  { id: packageId }: Package,
  version: string,
  { allowed, filename, size, sha256, details }: PublishInput,
): Promise<PublishedFile> {
  const { principal, address } = allowed.access
  if (principal.kind === 'nobody') throw new TypeError('Nobody publishes nothing.')
  const row = {
    id: newId(random),
    package_id: packageId,
    version,
    filename,
    size,
    sha256,
    details: JSON.stringify(details),
    created_at: now,
    published_by_kind: principal.kind,
    published_by_id: principal.id,
    ...usedCredential(allowed),
    published_address: address ?? null,
    published_client: allowed.client ?? null,
  }
  await transaction.insertInto('files').values(row).execute()
  return readFile(row)
}

/** The words "already exists" are what `twine upload --skip-existing` looks for. */
function fileExists(filename: string, former: PublishedFile): Refusal<'file_exists'> {
  return refuse(
    'file_exists',
    `File already exists: ${filename} was published with the SHA-256 ${former.sha256}, and this one differs.`,
    'Publish what changed under a new version.',
  )
}
