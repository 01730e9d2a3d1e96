/** The overrides and the status of a running program, over HTTP, for its own user interface. */
import { refused } from '@latchkey/tokens'
import { type AuthError, authError } from '../errors.ts'
import type { Caller, Overrides } from '../override/index.ts'
import type { Status } from '../status/index.ts'
import { errorAnswer, jsonAnswer, nowhere } from './answers.ts'
import { objection } from './objection.ts'
import { type ControlBody, readBody } from './read-body.ts'

export interface ControlOptions {
  /** Where people reach this handler, `https://service.example.com`: a request that came in by another name is refused. */
  readonly origin: string
  /** Below which path it answers: `/registry-credentials` unless told. */
  readonly path?: string
  /** Who asks, from the request: what the gate is shown. Nobody is let through on whom it throws. */
  readonly callerOf: (request: Request) => Caller | Promise<Caller>
  /** With a gate: what it lets through can change the credentials of this program. */
  readonly overrides: Pick<Overrides, 'set' | 'remove'>
  /** Gated likewise. */
  readonly status: (registry: string, caller: Caller) => Promise<Status | AuthError>
}

export type ControlHandler = (request: Request) => Promise<Response>

/**
 * - `GET PATH/status?registry=R`: whose credential is in use there, asked live.
 * - `PUT PATH/override` with `{ registry, token, lifetime_seconds? }`: uses it from the next request on, if it is good.
 * - `DELETE PATH/override` with `{ registry }`: uses again what is found without it.
 */
export function createControlHandler(options: ControlOptions): ControlHandler {
  const { origin, path = '/registry-credentials', overrides, status } = options

  async function handle(request: Request): Promise<Response> {
    const { pathname, searchParams } = new URL(request.url)
    const route = routes[`${request.method} ${pathname.startsWith(path) ? pathname.slice(path.length) : ''}`]
    if (route === undefined) return nowhere(pathname === `${path}/override` || pathname === `${path}/status`)
    const wrong = objection(request, origin)
    if (wrong !== undefined) return errorAnswer(wrong)
    const caller = await callerOf(options, request)
    if (refused(caller)) return errorAnswer(caller)
    if (route === 'status') {
      const registry = searchParams.get('registry')
      return answerWith(registry === null ? noRegistry : await status(registry, caller.caller))
    }
    const body = await readBody(request)
    if (refused(body)) return errorAnswer(body)
    return answerWith(route === 'set' ? await set(body, caller.caller) : await remove(body, caller.caller))
  }

  async function set({ registry, token, lifetime }: ControlBody, caller: Caller): Promise<Answer> {
    if (token === undefined) return noToken
    return overrides.set(registry, token, { caller, ...(lifetime !== undefined && { lifetime }) })
  }

  async function remove({ registry }: ControlBody, caller: Caller): Promise<Answer> {
    const removed = await overrides.remove(registry, { caller })
    return refused(removed) ? removed : { removed }
  }

  return async request => {
    try {
      return await handle(request)
    } catch {
      // What was thrown may hold anything.
      return errorAnswer(broken)
    }
  }
}

type Answer = Status | { readonly removed: boolean } | AuthError

const routes: Readonly<Record<string, 'status' | 'set' | 'remove'>> = {
  'GET /status': 'status',
  'PUT /override': 'set',
  'DELETE /override': 'remove',
}

async function callerOf(
  { callerOf }: ControlOptions,
  request: Request,
): Promise<{ readonly caller: Caller } | AuthError> {
  try {
    return { caller: await callerOf(request) }
  } catch (problem) {
    return authError(
      'not_permitted',
      'Nobody knows who asks this.',
      'Sign in to this program first.',
      problem,
    )
  }
}

function answerWith(answer: Answer): Response {
  return refused(answer) ? errorAnswer(answer as AuthError) : jsonAnswer(200, answer)
}

const noRegistry = authError(
  'invalid_configuration',
  'The request names no registry.',
  'Add ?registry=https://...',
)
const noToken = authError(
  'malformed_token',
  'The request holds no token.',
  'Send { "registry": ..., "token": ... }.',
)
const broken = authError('bad_answer', 'Something broke in this program.', 'Look into its log.')
