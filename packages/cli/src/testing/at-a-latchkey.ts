/**
 * `latchkey` at a real Latchkey that listens in this process: one for a test file, and as many homes as it has tests.
 *
 *     const latchkey = await atALatchkey()
 *     afterAll(() => latchkey.close())
 *     const home = await latchkey.homeOf('owner')
 *     expect(await home.play(['whoami'])).toMatchObject({ exitCode: 0, output: 'owner\n' })
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Credential, loginName, openStore, type Store, thisMachine } from '@latchkey/client'
import {
  type LatchkeyHouse,
  openLatchkey,
  value,
} from '../../../client/src/auth-client/testing/latchkey-house.ts'
import { type Chosen, writeSettings } from '../registries/index.ts'
import { type AtDesk, type Played, play } from './terminal.ts'

export type { AtDesk }

const never = (what: string) => () => Promise.reject(new Error(`Nothing was to be ${what}.`))

/** Part of a scene where whatever is said is said at once: without a network, and without waiting. */
export const atOnce: Pick<AtDesk, 'machine'> = {
  machine: { fetch: never('asked'), clock: { ...thisMachine().clock, sleep: never('waited for') } },
}

export interface AtALatchkey {
  readonly house: LatchkeyHouse
  readonly origin: string
  /** Somebody's, with a login of theirs in it, at this registry. Usernames are those of the whole house. */
  homeOf(username: string, login?: Pick<Chosen, 'account'>): Promise<Home>
  /** Where nobody ever logged in. */
  emptyHome(): Home
  /** Part of a scene: whoever logs in there meanwhile, this person says yes to it. */
  letInBy(username: string): Promise<Pick<AtDesk, 'machine'>>
  /** With every home. */
  close(): Promise<void>
}

/** Where one person's logins and settings are kept. */
export interface Home {
  readonly folder: string
  readonly environment: Readonly<Record<string, string>>
  readonly store: Store
  /** The login that is kept for the registry. */
  kept(account?: string): Promise<Credential | undefined>
  /** Types `words` after `latchkey`; the time is now, and the environment of the scene comes on top of the home's. */
  play(words: readonly string[], scene?: AtDesk): Promise<Played>
}

export async function atALatchkey(): Promise<AtALatchkey> {
  const house = await openLatchkey()
  const { origin } = house
  const folders: string[] = []

  function emptyHome(): Home {
    const outer = mkdtempSync(join(tmpdir(), 'latchkey-home-'))
    folders.push(outer)
    const folder = join(outer, 'latchkey')
    const environment = { HOME: outer, LATCHKEY_CONFIG: folder }
    const { store } = openStore({ folder, machine: thisMachine() })
    return {
      ...{ folder, environment, store },
      kept: async account => value(await store.read())[loginName(origin, account)],
      play: (words, scene = {}) =>
        play(words, {
          ...{ now: Date.now(), ...scene },
          environment: { ...environment, ...scene.environment },
        }),
    }
  }

  return {
    ...{ house, origin, emptyHome },

    async homeOf(username, { account } = {}) {
      const home = emptyHome()
      const { login } = await house.logIn(await house.sessionOf(username))
      value(await home.store.change<never>(() => ({ [loginName(origin, account)]: login })))
      const chosen = { registry: origin, ...(account !== undefined && { account }) }
      await writeSettings(home.folder, { current: chosen, known: [chosen] })
      return home
    },

    async letInBy(username) {
      const session = await house.sessionOf(username)
      // The pause between two questions alone: other sleeps are what requests are bounded by.
      const { clock } = thisMachine()
      const sleep: typeof clock.sleep = (milliseconds, signal) =>
        clock.sleep(milliseconds === 5_000 ? 1 : milliseconds, signal)
      return { machine: { fetch: letIn, clock: { ...clock, sleep } } }

      async function letIn(...request: Parameters<typeof fetch>): Promise<Response> {
        const answer = await fetch(...request)
        if (!answer.url.endsWith('/oauth/device_authorization') || !answer.ok) return answer
        const { user_code } = (await answer.clone().json()) as { readonly user_code: string }
        const asked = new URLSearchParams(String(request[1]?.body)).get('scope') ?? undefined
        await house.letIn(user_code, session, asked)
        return answer
      }
    },

    async close() {
      await house.close()
      for (const folder of folders) rmSync(folder, { recursive: true, force: true })
    },
  }
}
