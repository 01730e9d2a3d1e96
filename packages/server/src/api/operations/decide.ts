/** `GET /decide`: whether the token may do something, asked before it is tried. Nothing is done, recorded or used up. */
import { z } from '@hono/zod-openapi'
import { lateFacts, parseTarget, pending, type Refusal, refuse, refused, type Target } from '@latchkey/tokens'
import type { Attempt, Decision } from '../../access/index.ts'
import { defineOperation } from '../operation.ts'

const querySchema = z.strictObject({
  action: z.enum(['describe', 'read', 'publish', 'retire', 'delete', 'maintain']),
  target: z
    .string()
    .min(1)
    .max(400)
    .openapi({ description: 'A repository, or a package of it.', example: 'pypi:acme/widget' }),
  version: z.string().min(1).max(200).optional().openapi({ example: '1.2.3' }),
})

const decisionSchema = z
  .object({
    answer: z.enum(['allowed', 'needs', 'refused']),
    needs: z.array(z.enum(['code', ...lateFacts])).openapi({
      description: 'What the request itself must bring: a one-time code, or facts that were not asked about.',
    }),
    code: z.string().nullable().openapi({ description: 'Of the refusal; for programs.' }),
    reason: z.string().openapi({ description: 'A sentence for the person.' }),
    next: z.string().nullable().openapi({ description: 'What to do now.' }),
  })
  .openapi('Decision')

export const decide = defineOperation({
  id: 'decide',
  method: 'get',
  path: '/decide',
  summary: 'Says whether the token may do something, why, and whether a one-time code will be asked for.',
  permission: { action: 'identify' },
  query: querySchema,
  answer: { status: 200, description: 'What would be answered now.', schema: decisionSchema },
  async run({ query, allowed }, { authorizer, repositories }) {
    const target = parseTarget(query.target)
    if (refused(target)) return { ...target, code: 'invalid_request' }
    const { organization, ecosystem } = target
    if (organization === undefined || ecosystem === undefined) return noRepository
    const { address } = allowed.access
    const attempt = {
      ...factsOf(query.action, { ...target, organization, ecosystem }, query.version),
      ...(address !== undefined && { address }),
    }
    const decision = await authorizer.authorize(allowed.credential, attempt)
    const isMissing = decision.answer === 'refused' && decision.refusal.code === 'unknown_repository'
    // Nobody can create what no repository can be made for.
    const objection = isMissing ? repositories.objectionToEcosystem(ecosystem) : undefined
    return present(decision, objection)
  },
})

type Asked = z.output<typeof querySchema>

/** What was not asked about is not known yet: for what changes something it will stand in the request itself. */
function factsOf(
  action: Asked['action'],
  target: Target & { readonly organization: string; readonly ecosystem: string },
  version: string | undefined,
): Attempt {
  const { organization, ecosystem, package: name } = target
  const changes = action !== 'describe' && action !== 'read'
  const unsaid = changes ? pending : undefined
  return {
    ...{ action, organization, ecosystem },
    package: name ?? unsaid,
    version: version ?? unsaid,
    digests: action === 'publish' ? pending : undefined,
  }
}

function present(decision: Decision, objection: Refusal | undefined): z.input<typeof decisionSchema> {
  if (decision.answer === 'allowed') return answered('allowed', [], decision.reason)
  if (decision.answer === 'needs')
    return answered('needs', [...decision.facts], `It depends on: ${decision.facts.join(', ')}.`)
  const { code, message, next } = objection ?? decision.refusal
  // A code is asked for last, so that nothing else stood against it.
  if (code === 'totp_required') return { ...answered('needs', ['code'], message), code, next }
  return { ...answered('refused', [], message), code, next }
}

function answered(
  answer: Decision['answer'],
  needs: z.input<typeof decisionSchema>['needs'],
  reason: string,
): z.input<typeof decisionSchema> {
  return { answer, needs, code: null, reason, next: null }
}

const noRepository: Refusal = refuse(
  'invalid_request',
  'target: names no repository.',
  'Write pypi:acme, or pypi:acme/widget.',
)
