/** Where transcripts are made: a Latchkey at which it is noon for as long as it takes. */
import type { Credential } from '@latchkey/client'
import { loginName } from '@latchkey/client'
import { vi } from 'vitest'
import { writeSettings } from '../../registries/index.ts'
import { type AtALatchkey, atALatchkey, type Home } from '../at-a-latchkey.ts'
import { noon } from '../terminal.ts'

export interface Stage extends AtALatchkey {
  /** With the login that all homes of that person share: whoever ends it uses `homeOf`. */
  sharedHomeOf(username: string): Promise<Home>
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
  const logins = new Map<string, Credential>()
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
    async close() {
      await latchkey.close()
      vi.unstubAllGlobals()
      vi.useRealTimers()
    },
  }
}
