/** The overrides and the status of a running program, over HTTP, for its own user interface. */
import { refused } from '@latchkey/tokens'
import { type AuthError, authError } from '../errors.ts'
import {
  type Caller,
  type ControlAction,
  createGate,
  type IsAllowed,
  type Overrides,
  originOf,
} from '../override/index.ts'
import type { Status } from '../status/index.ts'
import { broken, errorAnswer, jsonAnswer, nowhere } from './answers.ts'
import { objection } from './objection.ts'
import { type ControlBody, readBody } from './read-body.ts'

export interface ControlOptions {
  /** Where people reach this handler, `https://service.example.com`: a request that came in by another name is refused. */
  readonly origin: string
  /** Below which path it answers: `/registry-credentials` unless told. */
  readonly path?: string
  /** Who asks, from the request: what the gate is shown. Nobody is let through on whom it throws. */
  readonly callerOf: (request: Request) => Caller | Promise<Caller>
  /** What a caller may do: whom it lets through can change the credentials of this program. */
  readonly isAllowed: IsAllowed
  readonly client: Controlled
}

/** As much of an auth client as is controlled. */
export interface Controlled {
  readonly override: Pick<Overrides, 'set' | 'remove'>
  status(asked: { readonly registry: string; readonly caller: Caller }): Promise<Status | AuthError>
}

export type ControlHandler = (request: Request) => Promise<Response>

/** See `late-control.ts`. */
export function createControlHandler(options: ControlOptions): ControlHandler {
  const { origin, path = '/registry-credentials', client } = options
  const gate = createGate(options.isAllowed)

  /** The registry that is meant, where the caller may do this to it. */
  async function through(
    action: ControlAction,
    registry: string,
    caller: Caller,
  ): Promise<string | AuthError> {
    const named = originOf(registry)
    return refused(named) ? named : ((await gate(action, named, caller)) ?? named)
  }

  async function handle(request: Request): Promise<Response> {
    const { pathname, searchParams } = new URL(request.url)
    const route = routes[`${request.method} ${pathname.startsWith(path) ? pathname.slice(path.length) : ''}`]
    if (route === undefined) return nowhere(pathname === `${path}/override` || pathname === `${path}/status`)
    const wrong = objection(request, origin)
    if (wrong !== undefined) return errorAnswer(wrong)
    const caller = await callerOf(options, request)
    if (refused(caller)) return errorAnswer(caller)
    if (route === 'status') return answerWith(await status(searchParams.get('registry'), caller))
    const body = await readBody(request)
    if (refused(body)) return errorAnswer(body)
    return answerWith(await (route === 'set' ? set : remove)(body, caller))
  }

  async function status(named: string | null, { caller }: Known): Promise<Answer> {
    const registry = named === null ? noRegistry : await through('status', named, caller)
    return refused(registry) ? registry : client.status({ registry, caller })
  }

  async function set({ registry: named, token, lifetime }: ControlBody, { caller }: Known): Promise<Answer> {
    const registry = await through('override.set', named, caller)
    if (refused(registry)) return registry
    if (token === undefined) return noToken
    return client.override.set(registry, token, { caller, ...(lifetime !== undefined && { lifetime }) })
  }

  async function remove({ registry: named }: ControlBody, { caller }: Known): Promise<Answer> {
    const registry = await through('override.remove', named, caller)
    if (refused(registry)) return registry
    const removed = await client.override.remove(registry, { caller })
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

/** Around whatever a host tells callers apart by: that may look like anything. */
interface Known {
  readonly caller: Caller
}

async function callerOf({ callerOf }: ControlOptions, request: Request): Promise<Known | AuthError> {
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
