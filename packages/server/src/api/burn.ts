/**
 * `POST /api/v1/keys/burn`: whoever finds a token kills it by sending it. Law 8: here `Authorization` is never a bearer,
 * so that a scanner with credentials of its own burns what it found and nothing else.
 */
import type { RouteConfig } from '@asteasolutions/zod-to-openapi'
import { z } from '@hono/zod-openapi'
import { Secret } from '@latchkey/protocol'
import { type Refusal, refuse, refused } from '@latchkey/tokens'
import { causeByNobody } from '../audit/index.ts'
import { clientOf } from '../credentials/index.ts'
import type { RawRequest } from '../http/index.ts'
import { refusedAnswer } from './answers.ts'
import { base } from './base.ts'
import type { ApiHouse } from './house.ts'
import { readText } from './read-json.ts'
import type { ApiRoute } from './route.ts'

const bodySchema = z.strictObject({ token: z.string() }).openapi('BurnedToken')

const path = '/keys/burn'

/** As the description tells it. */
export const burningDescribed: RouteConfig = {
  method: 'post',
  path: `${base}${path}`,
  operationId: 'burnToken',
  summary:
    'Kills the token in the body, with all that was made from it: a key’s own text revokes the key, that of a login ends the login, a token made from either dies alone.',
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
}

/** 204 whether it was one of ours or not: nobody learns here which texts are tokens. */
export function burning({ credentials }: Pick<ApiHouse, 'credentials'>): ApiRoute {
  return {
    method: 'POST',
    path: `${base}${path}`,
    async answer({ request }) {
      const token = await readToken(request)
      if (refused(token)) return refusedAnswer(request, token)
      const client = clientOf(request.headers.all('user-agent')[0])
      const burned = await credentials.burn(token, causeByNobody({ address: request.address, client }))
      if (refused(burned) && burned.code === 'too_many_requests') return refusedAnswer(request, burned)
      return { status: 204, headers: [['Cache-Control', 'no-store']] }
    },
  }
}

/** The whole body, whatever it says it is; the one field of a JSON object. */
async function readToken(request: RawRequest): Promise<Secret | Refusal> {
  const body = await readText(request)
  if (refused(body)) return body
  const isJson = /^application\/json\b/i.test(request.headers.all('content-type')[0] ?? '')
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
