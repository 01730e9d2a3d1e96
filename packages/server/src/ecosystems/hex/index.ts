/**
 * Hex: the API and the repository that mix, rebar3 and everything on hex_core know, as hex.pm has them.
 *
 * - Every answer is in the words that the client asked for: Erlang's external term format, or JSON. Refusals too.
 * - A missing or bad credential is a 401 with a challenge that says which; a right that is lacking is a 403.
 */
import type { Ecosystem } from '../ecosystem.ts'
import { imports } from './imports.ts'
import { routes } from './routes.ts'
import { statuses } from './statuses.ts'
import { challengeOf, codeOf, refuseAsHex } from './wire/index.ts'

export const hex: Ecosystem = {
  name: 'hex',
  bareTokens: true,
  routes,
  statuses,
  rejectedStatus: 401,
  challenge: challengeOf,
  codeOf,
  imports,
  refuse: refuseAsHex,
}
