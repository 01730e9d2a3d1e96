/** Publishes a file that lies in a folder: looked into where it lies, then taken in and decided like any upload. */
import { createHash } from 'node:crypto'
import { type Refusal, refuse, refused } from '@latchkey/tokens'
import type { Credential } from '../access/index.ts'
import type { Repository } from '../repositories/index.ts'
import type { Writer } from '../storage/index.ts'
import type { FileContents } from '../upstreams/index.ts'
import type { Ecosystem, Named } from './ecosystem.ts'
import { publishReceived } from './publish-received.ts'
import type { EcosystemRooms } from './rooms.ts'

export type Outcome = 'imported' | 'already there' | 'no file of this ecosystem'

export type ImportRooms = Pick<EcosystemRooms, 'authorizer' | 'repositories' | 'store' | 'upstream'>

export interface ImportInput {
  readonly ecosystem: Ecosystem
  readonly repository: Repository
  /** Whoever publishes it. */
  readonly credential: Credential
  readonly filename: string
  readonly contents: FileContents
  /** Looks at everything and publishes nothing. */
  readonly dryRun: boolean
}

export async function importFile(rooms: ImportRooms, input: ImportInput): Promise<Outcome | Refusal> {
  const { ecosystem, repository, filename, contents } = input
  const named = ecosystem.imports.named(filename)
  if (named === undefined) return 'no file of this ecosystem'
  const sha256 = await digestOf(contents)
  const known = await rooms.repositories.findFile(repository.id, named.package, filename)
  if (known?.sha256 === sha256) return 'already there'
  const details = await ecosystem.imports.inspect(filename, contents)
  if (refused(details)) return details
  const { objectionToName, objectionToSize } = rooms.repositories
  const objection =
    (await objectionToName(repository.id, filename)) ??
    (await objectionToSize(repository.organization.id, contents.size))
  if (objection !== undefined) return objection
  if (!input.dryRun) return publish(rooms, input, { named, sha256, details })

  const decision = await decideWith(rooms, input, named, sha256)
  if (decision.answer === 'refused') return decision.refusal
  return known === undefined ? 'imported' : differs(filename)
}

interface Inspected {
  readonly named: Named
  readonly sha256: string
  readonly details: object
}

async function publish(
  rooms: ImportRooms,
  input: ImportInput,
  { named, sha256, details }: Inspected,
): Promise<Outcome | Refusal> {
  const { filename, contents } = input
  const received = await rooms.upstream.receive(contents.read(), { limit: contents.size })
  if (refused(received)) return received
  try {
    if (received.digests.sha256 !== sha256) return changed(filename)
    const published = await publishReceived(rooms, {
      decide: transaction => decideWith(rooms, input, named, sha256, transaction),
      ...{ received, filename, details, displayName: named.package },
    })
    return refused(published) ? published : 'imported'
  } finally {
    await received.discard()
  }
}

function decideWith(
  { authorizer }: ImportRooms,
  { ecosystem, repository, credential }: ImportInput,
  named: Named,
  sha256: string,
  transaction?: Writer,
) {
  const place = { organization: repository.organization.name, ecosystem: ecosystem.name, ...named }
  const facts = { ...place, digests: [`sha256:${sha256}`] }
  const attempt = { action: 'publish', ...facts, client: 'latchkey-server' } as const
  return authorizer.authorize(credential, attempt, transaction)
}

async function digestOf(contents: FileContents): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of contents.read()) hash.update(chunk)
  return hash.digest('hex')
}

function changed(filename: string): Refusal<'file_changed'> {
  return refuse('file_changed', `${filename} changed while it was read.`, 'Import it again once it stays.')
}

function differs(filename: string): Refusal<'file_exists'> {
  return refuse(
    'file_exists',
    `File already exists: another ${filename} is published.`,
    'Publish what changed under a new version.',
  )
}
