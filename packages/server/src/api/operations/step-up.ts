/** `POST /step-up`: a one-time code opens the window of the login, or person's key, that the token was made from. */
import { z } from '@hono/zod-openapi'
import { Secret } from '@latchkey/protocol'
import { refuse, refused } from '@latchkey/tokens'
import { mayChange } from '../../access/index.ts'
import { causeOf } from '../../audit/index.ts'
import { defineOperation } from '../operation.ts'
import { seconds } from '../present.ts'

const codeSchema = z
  .strictObject({
    code: z
      .string()
      .max(100)
      .openapi({ description: 'Of the authenticator app, or a recovery code.', example: '123456' }),
  })
  .openapi('Code')

const windowSchema = z
  .object({
    closes_at: z.int().openapi({ description: 'Until when no other code is needed. Unix seconds.' }),
  })
  .openapi('Window')

export const stepUp = defineOperation({
  id: 'stepUp',
  method: 'post',
  path: '/step-up',
  summary:
    'Takes a one-time code, after which the login or key that this token was made from needs no other for five minutes.',
  permission: { action: 'identify' },
  body: codeSchema,
  answer: { status: 200, description: 'The window is open.', schema: windowSchema },
  async run({ body, allowed }, { credentials, secondFactors }) {
    // Nobody is refused to identify, so nothing was read again since the body arrived.
    const credential = await credentials.recheck(allowed.credential)
    if (refused(credential)) return credential
    if (credential.kind !== 'token') throw new TypeError('The API takes tokens only.')
    const { holder, id, principal } = credential
    if (principal.kind !== 'account') return ofNobody
    // Wrong codes make the account wait: whoever holds a token that needs none must not be able to give any.
    if (!mayChange(credential)) return forNothing
    const subject = { kind: holder, id, accountId: principal.id }
    const opened = await secondFactors.openWindow(subject, new Secret(body.code), causeOf(allowed))
    return refused(opened) ? opened : { closes_at: seconds(opened.closesAt) }
  },
})

const forNothing = refuse(
  'action_not_allowed',
  'This token may change nothing, so no code is taken with it.',
  'Go on without, or give the code with the token that is asked for one.',
)

const ofNobody = refuse(
  'account_required',
  'A key of an organization has no person behind it who could give a code.',
  'Nothing asks one of it: go on without.',
)
