/** `GET /validate`: who a token stands for, what it may do, and until when. */
import { z } from '@hono/zod-openapi'
import { type Caveat, type Refusal, refused } from '@latchkey/tokens'
import { type Allowed, caveatsOf, endOf, type TokenCredential } from '../../access/index.ts'
import type { AnswersNow } from '../../storage/index.ts'
import type { ApiHouse } from '../house.ts'
import { defineOperation } from '../operation.ts'
import { presentMayDo, presentOrganization, seconds } from '../present.ts'
import { mayDoSchema, membershipSchema } from '../schemas.ts'

const identitySchema = z
  .object({
    kind: z.enum(['account', 'organization']),
    id: z.string(),
    name: z.string().openapi({ description: 'The username, or the organization’s name.' }),
  })
  .openapi('Identity')

const holderSchema = z.object({
  ...{ id: z.string(), name: z.string() },
  expires_at: z.int().nullable().openapi({
    description: 'When that is over, however often tokens are made from it. Unix seconds; null: never.',
  }),
})

const validationSchema = z
  .object({
    identity: identitySchema,
    key: holderSchema
      .optional()
      .openapi({ description: 'What the token was made from, or the login below.' }),
    login: holderSchema.optional(),
    organizations: z.array(membershipSchema).openapi({
      description: 'Those of the identity that the token’s restrictions leave in reach, with the role there.',
    }),
    may: mayDoSchema,
    expires_at: z.int().nullable().openapi({ description: 'Unix seconds; null: never.' }),
  })
  .openapi('Validation')

export const validate = defineOperation({
  id: 'validate',
  method: 'get',
  path: '/validate',
  summary: 'Says who the token stands for, what it may do and until when.',
  permission: { action: 'identify' },
  ofRows: true,
  answer: { status: 200, description: 'The token is good.', schema: validationSchema },
  async run({ allowed, answers }, house) {
    const credential = await tokenNow(allowed, house)
    if (refused(credential)) return credential
    const caveats = caveatsOf(credential)
    const remembered = answers ?? (await house.answers.now())
    return {
      ...(await identityOf(credential, caveats, remembered, house)),
      [credential.holder]: presentHolder(credential),
      may: presentMayDo(caveats),
      expires_at: endOf(credential, caveats) ?? null,
    }
  },
})

function presentHolder({ id, name, expiresAt }: TokenCredential): z.infer<typeof holderSchema> {
  return { id, name, expires_at: expiresAt === undefined ? null : seconds(expiresAt) }
}

async function identityOf(
  credential: TokenCredential,
  caveats: readonly Caveat[],
  answers: AnswersNow,
  house: ApiHouse,
) {
  const { principal, role } = credential
  if (principal.kind === 'account') {
    const { username, memberships } = await personOf(principal.id, answers, house)
    return {
      identity: { kind: 'account' as const, id: principal.id, name: username },
      organizations: memberships
        .filter(({ organization }) => inReach(organization.name, caveats))
        .map(each => ({ ...presentOrganization(each.organization), role: each.role })),
    }
  }
  if (principal.kind === 'nobody') throw new TypeError('A token stands for somebody.')
  const organization = await house.organizations.byId(principal.id)
  return {
    identity: { kind: 'organization' as const, id: principal.id, name: organization?.name ?? '' },
    organizations: organization && role ? [{ ...presentOrganization(organization), role }] : [],
  }
}

/** Looked up once for all of their keys, while nobody writes. */
function personOf(accountId: string, answers: AnswersNow, { accounts, organizations }: ApiHouse) {
  return answers.get(`person ${accountId}`, async () => {
    const account = await accounts.byId(accountId)
    return { username: account?.username ?? '', memberships: await organizations.memberships(accountId) }
  })
}

/** A narrow token tells nothing of organizations that it was never meant for. */
function inReach(organization: string, caveats: readonly Caveat[]): boolean {
  return caveats.every(
    caveat =>
      caveat.kind !== 'allow' ||
      caveat.rows.some(row =>
        row.targets.some(target => [undefined, organization].includes(target.organization)),
      ),
  )
}

/**
 * Only a token gets this far: the API reads no cookie, and nobody may not identify. A login's scopes mean what they mean
 * now, and whoever joins an organization narrows nothing, so that what is remembered may know less.
 */
async function tokenNow({ credential }: Allowed, house: ApiHouse): Promise<TokenCredential | Refusal> {
  if (credential.kind !== 'token') throw new TypeError('The API takes tokens only.')
  if (credential.holder === 'key') return credential
  const now = await house.credentials.recheck(credential)
  if (refused(now)) return now
  if (now.kind !== 'token') throw new TypeError('A token stays one.')
  return now
}
