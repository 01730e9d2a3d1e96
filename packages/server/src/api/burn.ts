/**
 * `POST /api/v1/keys/burn`: whoever finds a token kills it by sending it. Law 8: here `Authorization` is never a bearer,
 * so that a scanner with credentials of its own burns what it found and nothing else.
 */
import { type OpenAPIHono, z } from '@hono/zod-openapi'
import { Secret } from '@latchkey/protocol'
import { type Refusal, refuse, refused } from '@latchkey/tokens'
import type { Context } from 'hono'
import { causeByNobody } from '../audit/index.ts'
import { clientOf } from '../credentials/index.ts'
import { base } from './description.ts'
import type { Environment } from './environment.ts'
import { refusedResponse } from './errors.ts'
import type { ApiHouse } from './house.ts'

const bodySchema = z.strictObject({ token: z.string() }).openapi('BurnedToken')

/** 204 whether it was one of ours or not: nobody learns here which texts are tokens. */
export function addBurning(
  app: OpenAPIHono<Environment>,
  { credentials }: Pick<ApiHouse, 'credentials'>,
): void {
  const path = `${base}/keys/burn`
  app.openAPIRegistry.registerPath({
    method: 'post',
    path,
    operationId: 'burnToken',
    summary:
      'Kills the token in the body, with all that was made from it: a key’s own text revokes the key, a token made from it dies alone.',
    security: [],
    request: {
      body: {
        required: true,
        content: {
          'text/plain': { schema: z.string().openapi({ description: 'The token itself.' }) },
          'application/json': { schema: bodySchema },
        },
      },
    },
    responses: { 204: { description: 'Taken note of; it is not told whether this was a live token.' } },
  })
  app.post(path, async context => {
    const token = await readToken(context)
    if (refused(token)) return refusedResponse(context, token, 400)
    const client = clientOf(context.req.header('user-agent'))
    const burned = await credentials.burn(token, causeByNobody({ address: context.env.address, client }))
    if (refused(burned) && burned.code === 'too_many_requests') return refusedResponse(context, burned)
    return new Response(null, { status: 204 })
  })
}

/** The whole body, whatever it says it is; the one field of a JSON object. */
async function readToken({ req }: Context<Environment>): Promise<Secret | Refusal> {
  const body = await req.text()
  const isJson = /^application\/json\b/i.test(req.header('content-type') ?? '')
  const text = isJson ? tokenOf(body) : body
  return text === undefined || text.trim() === '' ? nothingSent : new Secret(text)
}

function tokenOf(json: string): string | undefined {
  try {
    return bodySchema.safeParse(JSON.parse(json)).data?.token
  } catch {
    return undefined
  }
}

const nothingSent = refuse(
  'invalid_request',
  'There is no token in the body. One in the Authorization header is not looked at here.',
  'Send the token as the body, or as JSON: { "token": "..." }.',
)
