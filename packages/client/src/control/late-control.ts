/**
 * The control, loaded where a program makes one: importing the library loads nothing of it. Not with the first request, for
 * whoever sends many at once may leave no file to open, and Node 20 never loads again what it failed to. Nothing is thrown:
 * `node:http` waits for no promise, and one that is rejected ends the program.
 */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { late } from '../late.ts'
import { broken, errorAnswer } from './answers.ts'
import type { ControlHandler, ControlOptions } from './create-control-handler.ts'

/**
 * - `GET PATH/status?registry=R`: whose credential is in use there, asked live.
 * - `PUT PATH/override` with `{ registry, token, lifetime_seconds? }`: uses it from the next request on, if it is good.
 * - `DELETE PATH/override` with `{ registry }`: uses again what is found without it.
 */
export function createControlHandler(options: ControlOptions): ControlHandler {
  const load = () => import('./create-control-handler.ts')
  load().catch(() => {})
  const control = late(async () => (await load()).createControlHandler(options))
  return request => control(request).catch(() => errorAnswer(broken))
}

/**
 * Hands a request of `node:http` to the handler. `origin` is the handler's own: what the target is resolved against, as a
 * `Host` is anybody's to choose.
 */
export function onNode(
  handler: ControlHandler,
  origin: string,
): (request: IncomingMessage, response: ServerResponse) => Promise<void> {
  const load = () => import('./on-node.ts')
  load().catch(() => {})
  const answer = late(async () => (await load()).onNode(handler, origin))
  return (request, response) =>
    answer(request, response).catch(() => {
      if (!response.headersSent) response.writeHead(502)
      response.end()
    })
}
