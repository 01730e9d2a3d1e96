/** Publishes to pypi:acme as an ecosystem does: decided and written in one transaction. */
import { createHash } from 'node:crypto'
import type { Refusal } from '@latchkey/tokens'
import type { Credential } from '../../access/index.ts'
import type { Account } from '../../accounts/index.ts'
import { granted, type SmallHouse } from '../../credentials/testing/small-house.ts'
import type { Published, PublishInput } from '../publish-file.ts'
import type { Documentation } from '../repository.ts'

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

/** The credential of a key of that person that may read and publish wherever the person may. */
export async function tokenOf(house: SmallHouse, account: Pick<Account, 'id'>): Promise<Credential> {
  const { token } = await house.keyOf(account, [{ actions: ['publish', 'read'], targets: ['*'] }])
  return granted(await house.authenticate(token))
}

export interface Upload {
  readonly name?: string
  readonly version?: string
  readonly filename?: string
  readonly content?: string
  readonly client?: string
}

/** `change` is what a careless caller would do to the input. */
export async function publish(
  house: Pick<SmallHouse, 'store' | 'authorizer' | 'repositories'>,
  credential: Credential,
  {
    name = 'widget',
    version = '1.0',
    filename = `${name}-${version}.tar.gz`,
    content = 'content',
    client,
  }: Upload = {},
  change: (input: PublishInput) => PublishInput = input => input,
): Promise<Published | Refusal> {
  const digest = sha256(content)
  return house.store.write(async transaction => {
    const decision = await house.authorizer.authorize(
      credential,
      {
        action: 'publish',
        ...(client !== undefined && { client }),
        organization: 'acme',
        ecosystem: 'pypi',
        package: name,
        version,
        digests: [`sha256:${digest}`],
        address: '192.0.2.7',
      },
      transaction,
    )
    if (decision.answer === 'refused') return decision.refusal
    if (decision.answer === 'needs') throw new Error(`Needs ${decision.facts}.`)
    return house.repositories.publishFile(
      transaction,
      change({
        allowed: decision.proof,
        displayName: name,
        filename,
        size: content.length,
        sha256: digest,
        details: { requiresPython: '>=3.9' },
      }),
    )
  })
}

/** Publishes the documentation of a version of widget. `digest` and `action` are what a careless caller would ask about. */
export async function document(
  house: Pick<SmallHouse, 'store' | 'authorizer' | 'repositories'>,
  credential: Credential,
  content: string,
  {
    version = '1.0',
    digest = sha256(content),
    action = 'publish',
  }: { readonly version?: string; readonly digest?: string; readonly action?: 'publish' | 'read' } = {},
): Promise<Documentation | Refusal> {
  const place = { organization: 'acme', ecosystem: 'pypi', package: 'widget', version }
  const from = { address: '192.0.2.7', client: 'hex/2' }
  return house.store.write(async transaction => {
    const attempt = { action, ...place, ...from, digests: [`sha256:${digest}`] } as const
    const decision = await house.authorizer.authorize(credential, attempt, transaction)
    if (decision.answer !== 'allowed') throw new Error('It is allowed.')
    const input = { allowed: decision.proof, size: content.length, sha256: sha256(content) }
    return house.repositories.publishDocumentation(transaction, input)
  })
}
