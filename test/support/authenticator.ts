/** Somebody's authenticator app, and adding it to an account on the pages. */
import { Secret } from '../../packages/protocol/src/index.ts'
import { createApp, readSecret } from '../../packages/server/src/second-factors/testing.ts'
import { clock } from '../../packages/server/src/serve/machine.ts'
import type { HexServer } from './hex-server.ts'
import type { Visitor } from './visitor.ts'

export interface Authenticator {
  /** A code that it did not show before: the server's clock moves on by half a minute. */
  nextCode(): string
  /** The next one half a minute early, which servers take. */
  earlyCode(): string
}

export async function addSecondFactor(
  visitor: Visitor,
  { wait }: Pick<HexServer, 'wait'>,
): Promise<Authenticator> {
  const { html } = await visitor.submitted('/account/second-factor', {}, '/account/second-factor/new')
  const secret = /\b[A-Z2-7]{32}\b/.exec(html)?.[0]
  if (secret === undefined) throw new Error('The page shows no secret; was the password given long ago?')
  const app = createApp(readSecret(new Secret(secret)), clock)
  const given = { code: app.code().expose() }
  const confirmed = await visitor.submitted('/account/second-factor', given, '/account/second-factor/confirm')
  if (confirmed.status !== 200) throw new Error(`Adding a second factor: ${confirmed.status}`)
  return {
    nextCode() {
      wait(30)
      return app.code().expose()
    },
    earlyCode: () => app.code(1).expose(),
  }
}

/** Signed in on the pages again, with the password and a code. */
export async function signInWithCode(server: HexServer, app: Authenticator): Promise<Visitor> {
  const visitor = await server.visitor()
  await visitor.submit('/login/code', { code: app.nextCode() })
  return visitor
}
