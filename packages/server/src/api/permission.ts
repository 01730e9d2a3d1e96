/** What an operation demands: declared as data, told in the description as `x-latchkey-action`, and authorized. */
import { type Action, type Refusal, refuse } from '@latchkey/tokens'
import type { Allowed, Attempt, Credential, Judge } from '../access/index.ts'
import { decisionNotes } from '../credentials/index.ts'
import type { RawRequest } from '../http/index.ts'
import type { ApiHouse } from './house.ts'

export type ApiPermission =
  | { readonly action: 'identify' | 'account' }
  /** Of the organization, repository or package that the path names. */
  | { readonly action: 'describe' }
  /** Of the version that the path names; decided again in the transaction of the change. */
  | { readonly action: 'retire' | 'delete' }
  /** Keys of some role: making or revoking one of a certain role is asked again with that role. */
  | { readonly action: 'administer'; readonly administers: 'keys' | 'people' | 'settings' }
  /** For administrators who are signed in, and commands beside the server: no token can. */
  | { readonly action: 'operator' }

export type Parameters = Readonly<Record<string, string>>

/** What `x-latchkey-action` says. */
export function actionOf({ action }: ApiPermission): Action | 'operator' {
  return action
}

/** The request that is decided on; `safe` where it changes nothing (RFC 9110 section 9.2.1). */
export interface AskedFrom extends Pick<RawRequest, 'address' | 'note'> {
  readonly client: string | undefined
  readonly safe?: true
}

/** Whether this credential may do what the operation does, to what its path names. */
export async function authorize(
  permission: ApiPermission,
  credential: Credential,
  parameters: Parameters,
  { address, client, note, safe }: AskedFrom,
  { authorizer }: Pick<ApiHouse, 'authorizer'>,
): Promise<Allowed | Refusal> {
  if (permission.action === 'operator') {
    note({ action: 'operator', answer: 'refused' })
    return operatorOnly
  }
  const attempt = {
    ...attemptOf(permission, parameters),
    ...(address !== undefined && { address }),
    ...(client !== undefined && { client }),
    ...(safe && { safe }),
  }
  const decision = await authorizer.authorize(credential, attempt)
  note(decisionNotes(attempt, decision))
  if (decision.answer === 'allowed') return decision.proof
  return decision.answer === 'refused' ? decision.refusal : undecided
}

/** The ground for a change to a key of exactly that role: to be decided in the transaction of the change. */
export function judgeOfKeyRole(
  allowed: Allowed,
  organization: string,
  keyRole: 'read' | 'write' | 'admin' | 'owner',
  { authorizer }: Pick<ApiHouse, 'authorizer'>,
): Judge {
  const { credential, client } = allowed
  const { address } = allowed.access
  const attempt = {
    ...({ action: 'administer', organization, administers: 'keys', keyRole } as const),
    ...(address !== undefined && { address }),
    ...(client !== undefined && { client }),
  }
  return transaction => authorizer.authorize(credential, attempt, transaction)
}

function attemptOf(
  permission: Exclude<ApiPermission, { action: 'operator' }>,
  { organization = '', ecosystem, package: name, version }: Parameters,
): Attempt {
  switch (permission.action) {
    case 'identify':
    case 'account':
      return { action: permission.action }
    case 'describe':
    case 'retire':
    case 'delete':
      return {
        action: permission.action,
        organization,
        ...(ecosystem !== undefined && { ecosystem }),
        ...(name !== undefined && { package: name }),
        ...(version !== undefined && { version }),
      }
    case 'administer':
      return permission.administers === 'keys'
        ? { action: 'administer', organization, administers: 'keys', keyRole: 'read' }
        : { action: 'administer', organization, administers: permission.administers }
  }
}

const operatorOnly = refuse(
  'operator_only',
  'This runs the server, and no token can do that.',
  'Do it on the pages as an administrator, or with npx latchkey-server beside the server.',
)

/** Every fact of an API request is known, so nothing should be left to need. */
const undecided = refuse(
  'action_not_allowed',
  'The token is for something else than this request.',
  'Use a token that may do this.',
)
