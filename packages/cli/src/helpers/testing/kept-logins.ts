/** A home where somebody logged in, at registries that nobody ever asks: what is handed out there, and to whom. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Credential, loginName, openStore, Secret, thisMachine } from '@latchkey/client'
import { type Inspection, inspect, refused } from '@latchkey/tokens'
import { type Chosen, writeSettings } from '../../registries/index.ts'
import { type AtDesk, noon, type Played, play } from '../../testing/terminal.ts'
import { keyWith } from '../../testing/tokens.ts'

/** Of a login that may do everything; its text tells whose it is. */
export function tokenOf(whose: string): string {
  const everything = '["allow",[[["describe","read","publish","retire","maintain"],["*"]]]]'
  return keyWith(everything, `["version",["${whose}"]]`)
}

export interface HelperHome {
  readonly environment: Readonly<Record<string, string>>
  readonly folder: string
  /** Types `latchkey helper ...` at noon. Nothing there reaches a network, and nobody sits there. */
  helper(words: string, scene?: AtDesk): Promise<Played>
  remove(): void
}

/** `logins`: in the order in which they were made; the token of each is `tokenOf` its account, or of `ada`. */
export async function homeWith(...logins: readonly Chosen[]): Promise<HelperHome> {
  const outer = mkdtempSync(join(tmpdir(), 'latchkey-helpers-'))
  const folder = join(outer, 'latchkey')
  const environment = { HOME: outer, LATCHKEY_CONFIG: folder }
  const kept = logins.map(({ registry, account }) => {
    const { origin } = new URL(registry)
    const credential: Credential = {
      ...{ origin, pathPrefix: '/', kind: 'login', scopes: ['api', 'repositories'], source: 'login' },
      ...{ receivedAt: noon, expiresAt: noon + 1_800_000, clientId: 'latchkey' },
      ...{ token: new Secret(tokenOf(account ?? 'ada')), refreshToken: new Secret('a refresh token') },
    }
    return [loginName(origin, account), credential] as const
  })
  const { store } = openStore({ folder, machine: thisMachine() })
  const changed = await store.change<never>(() => Object.fromEntries(kept))
  if (refused(changed)) throw new Error(changed.message)
  const [current] = logins
  await writeSettings(folder, { known: logins, ...(current && { current }) })
  const nowhere = () => Promise.reject(new Error('Nothing there reaches a network.'))
  return {
    ...{ environment, folder },
    helper: (words, scene = {}) =>
      play(['helper', ...words.split(' ')], {
        ...{ machine: { fetch: nowhere }, ...scene },
        environment: { ...environment, ...scene.environment },
      }),
    remove: () => rmSync(outer, { recursive: true, force: true }),
  }
}

/** What a token says of itself, in words. */
export function wordsOf(token: string): readonly string[] {
  return inspected(token).restrictions.map(({ words }) => words)
}

export function inspected(token: string): Inspection {
  const inspection = inspect(token)
  if (refused(inspection)) throw new Error(inspection.message)
  return inspection
}
