/** Asks `decide` about publishing pypi:acme/widget, or about what a test changes in that. */
import type { Refusal } from '@latchkey/tokens'
import type { Credential } from '../credential.ts'
import { decide, type Question } from '../decide.ts'
import type { Decision } from '../decision.ts'
import { openPolicy } from '../policy.ts'
import type { Standing } from '../standing.ts'

/** The standing of a member, in a private repository. */
export const member = (role: Standing['role'], more: Partial<Standing> = {}): Standing => ({
  role,
  maintains: false,
  packageId: undefined,
  visibility: 'private',
  policy: openPolicy,
  ...more,
})

export const stranger: Standing = member(undefined)
export const publicToStrangers: Standing = member(undefined, { visibility: 'public' })

export function ask(
  credential: Credential,
  standing: Standing | undefined,
  access: Partial<Question['access']> = {},
  more: Partial<Question> = {},
): Decision {
  return decide({
    credential,
    standing,
    access: {
      action: 'publish',
      organization: 'acme',
      ecosystem: 'pypi',
      package: 'widget',
      packageId: standing?.packageId,
      principal: credential.principal,
      origin: 'https://packages.example.com',
      now: 1_000,
      ...access,
    },
    ...more,
  })
}

export function refusalOf(decision: Decision): Refusal {
  if (decision.answer !== 'refused') throw new Error(`It was ${decision.answer}.`)
  return decision.refusal
}

export const onlyWidget = ['allow', [[['publish'], ['pypi:acme/widget']]]]
export const readAcme = ['allow', [[['read'], ['pypi:acme']]]]
