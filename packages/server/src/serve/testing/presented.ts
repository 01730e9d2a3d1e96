/** What is presented to a route: a token or a session of every state that one can be in. */
import type { Secret } from '@latchkey/protocol'
import { type Action, actions, attenuate, isAction, readToken, writeToken } from '@latchkey/tokens'
import type { CreatedKey } from '../../keys/index.ts'
import { clock } from '../machine.ts'
import type { EveryRoute } from './every-route.ts'
import { must, type WholeHouse } from './whole-house.ts'

export const states = [
  'none',
  'wrong action',
  'wrong target',
  'expired',
  'revoked',
  'foreign organization',
  'right',
] as const
export type State = (typeof states)[number]

type TokenState = Exclude<State, 'none'>
type SessionState = Exclude<TokenState, 'wrong target'>

/** Gives the text of a token in that state, as far as the route's action goes. */
export function tokensOf({ key, rooms }: WholeHouse) {
  const makers: Readonly<Record<TokenState, (action: Action) => Promise<CreatedKey>>> = {
    'wrong action': action => key(allBut(action), '*'),
    'wrong target': action => key([action], '*:globex'),
    expired: action => key([action], '*'),
    async revoked(action) {
      const made = await key([action], '*')
      must(await rooms.keys.revoke(made.key.id, 'local command'))
      return made
    },
    'foreign organization': action => key([action], '*:globex', 'globex'),
    right: action => key([action], '*'),
  }
  const known = new Map<string, CreatedKey>()

  async function keyIn(state: TokenState, action: Action): Promise<CreatedKey> {
    const name = `${state} ${action}`
    const before = known.get(name)
    // Some routes revoke the key that asks them.
    const revokedAt = before && (await rooms.keys.byId(before.key.id))?.revokedAt
    if (before !== undefined && (revokedAt === undefined || state === 'revoked')) return before
    const made = await makers[state](action)
    known.set(name, made)
    return made
  }

  return async ({ action }: EveryRoute, state: TokenState): Promise<string> => {
    const { token } = await keyIn(state, isAction(action) ? action : 'administer')
    return state === 'expired' ? overASecondAgo(token) : token.expose()
  }
}

function overASecondAgo(token: Secret): string {
  const expiresAt = Math.floor(clock.now() / 1000) - 1
  const macaroon = must(readToken(token.expose()))
  return writeToken(must(attenuate(macaroon, { kind: 'expires', expiresAt, notBefore: 0 })))
}

/** Who opens a page with a session that is so. */
const whose: Readonly<Record<SessionState, string>> = {
  'wrong action': 'reader',
  'foreign organization': 'stranger',
  expired: 'owner',
  revoked: 'owner',
  right: 'owner',
}

/** Gives the cookie of a session in that state, or nothing where no session is so. */
export function sessionsOf({ signIn, store, rooms: { sessions } }: WholeHouse) {
  async function begin(state: SessionState): Promise<Secret> {
    const { cookie, idHash } = await signIn(whose[state])
    // A day without being used, or signed out.
    const over = { expired: { last_seen_at: clock.now() - 86_400_000 }, revoked: { ended_at: clock.now() } }
    if (state === 'expired' || state === 'revoked') {
      const update = over[state]
      await store.write(transaction =>
        transaction.updateTable('sessions').set(update).where('id_hash', '=', idHash).execute(),
      )
    }
    return cookie
  }
  const known = new Map<SessionState, Secret>()
  return async (route: EveryRoute, state: TokenState): Promise<string | undefined> => {
    if (state === 'wrong target' || lacksNothing(route, state)) return undefined
    const before = known.get(state)
    // Some routes end the session that asks them.
    const isOver = state === 'right' && before !== undefined && (await sessions.find(before)) === undefined
    const cookie = before === undefined || isOver ? await begin(state) : before
    known.set(state, cookie)
    return cookie.expose()
  }
}

/** What is everybody's own, and what every member may see, nobody who is signed in lacks. */
function lacksNothing({ action }: EveryRoute, state: State): boolean {
  if (state === 'wrong action') return action === 'account' || action === 'describe'
  return state === 'foreign organization' && action === 'account'
}

function allBut(action: Action): readonly Action[] {
  return actions.filter(each => each !== action)
}
