/** The control for a server of `node:http`. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { authError } from '../errors.ts'
import { errorAnswer } from './answers.ts'
import type { ControlHandler } from './create-control-handler.ts'

/** See `late-control.ts`. */
export function onNode(
  handler: ControlHandler,
  origin: string,
): (request: IncomingMessage, response: ServerResponse) => Promise<void> {
  return async (request, response) => {
    const asked = requestOf(request, origin)
    const answer = asked === undefined ? errorAnswer(unknown) : await handler(asked)
    response.writeHead(answer.status, Object.fromEntries(answer.headers))
    response.end(await answer.text())
  }
}

/** Undefined for what node:http lets through and no `Request` can be: `TRACE`, a target that is none. Anybody may send it. */
function requestOf(request: IncomingMessage, origin: string): Request | undefined {
  const { method = 'GET', url = '/', headers } = request
  const pairs = Object.entries(headers).flatMap(([name, value]) =>
    [value].flat().map((each): [string, string] => [name, each ?? '']),
  )
  const hasBody = method !== 'GET' && method !== 'HEAD'
  try {
    return new Request(new URL(url.replace(/^\/*/, '/'), origin), {
      method,
      headers: pairs,
      ...(hasBody && { body: request as unknown as ReadableStream, duplex: 'half' }),
    } as RequestInit)
  } catch {
    return undefined
  }
}

const unknown = authError(
  'invalid_configuration',
  'This is no request that can be answered.',
  'See createControlHandler.',
)
