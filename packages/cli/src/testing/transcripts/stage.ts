/** Where transcripts are made: a Latchkey at which it is noon for as long as it takes. */
import type { Credential } from '@latchkey/client'
import { loginName } from '@latchkey/client'
import { vi } from 'vitest'
import { value } from '../../../../client/src/auth-client/testing/latchkey-house.ts'
import { operator } from '../../../../server/src/audit/index.ts'
import { password } from '../../../../server/src/serve/testing/whole-house.ts'
import { writeSettings } from '../../registries/index.ts'
import { type AtALatchkey, atALatchkey, type Home } from '../at-a-latchkey.ts'
import { noon } from '../terminal.ts'

export interface Stage extends AtALatchkey {
  /** With the login that all homes of that person share: whoever ends it uses `homeOf`. */
  sharedHomeOf(username: string): Promise<Home>
  /** Of somebody who was never here before: `grace-1`, then `grace-2`. */
  newcomersHome(): Promise<Home>
}

/** Stops the clocks of this process, those in the answers of its servers too. */
export async function openStage(): Promise<Stage> {
  vi.useFakeTimers({ toFake: ['Date'], now: noon })
  const { fetch } = globalThis
  vi.stubGlobal('fetch', async (...request: Parameters<typeof fetch>) => {
    const answer = await fetch(...request)
    const headers = new Headers(answer.headers)
    if (headers.has('date')) headers.set('date', new Date(noon).toUTCString())
    return Object.defineProperty(answer, 'headers', { value: headers })
  })
  const latchkey = await atALatchkey()
  const { origin: registry } = latchkey
  await makeInitech(latchkey)
  const logins = new Map<string, Credential>()
  let newcomers = 0
  return {
    ...latchkey,
    async sharedHomeOf(username) {
      const login = logins.get(username) ?? (await (await latchkey.homeOf(username)).kept())
      if (login === undefined) throw new Error(`${username} is not logged in.`)
      logins.set(username, login)
      const home = latchkey.emptyHome()
      await home.store.change<never>(() => ({ [loginName(registry)]: login }))
      await writeSettings(home.folder, { current: { registry }, known: [{ registry }] })
      return home
    },
    async newcomersHome() {
      newcomers += 1
      const username = `grace-${newcomers}`
      const account = { username, password, email: `${username}@example.com`, administrator: false }
      value(await latchkey.house.rooms.accounts.create(account, operator))
      return latchkey.homeOf(username)
    },
    async close() {
      await latchkey.close()
      vi.unstubAllGlobals()
      vi.useRealTimers()
    },
  }
}

/** An organization of the stranger's that the transcripts of one command alone are about. */
async function makeInitech({ house }: AtALatchkey): Promise<void> {
  const { organizations, repositories } = house.rooms
  const { account: owner } = await house.sessionOf('stranger')
  const name = { name: 'initech', displayName: 'Initech' }
  const organization = value(await organizations.create({ ...name, owner }, operator))
  value(await repositories.create({ organization, ecosystem: 'pypi', visibility: 'private' }, operator))
}
