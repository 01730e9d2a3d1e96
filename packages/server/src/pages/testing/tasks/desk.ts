/** A desk in a furnished house: its windows are watched for every form that they send, and for every complaint. */
import { Secret } from '@latchkey/protocol'
import { linkIn, openMailbox } from '../../../mail/testing/mailbox.ts'
import { sessionCookie } from '../../session-cookie.ts'
import type { Furnished } from '../furnish.ts'
import { granted, password } from '../house.ts'
import type { ServedHouse } from '../in-browser.ts'
import { openProgram, type WaitingProgram } from '../waiting-program.ts'
import type { Desk, JavaScript } from './task.ts'
import type { WatchedWindow, Windows } from './windows.ts'

export interface WatchedDesk extends Desk {
  /** Routes that forms were sent to, each once, with the status where that was a refusal. */
  sent(): ReadonlySet<string>
  /** Of the browsers, but for the statuses that `sent` tells, and for the way back to its programs. */
  complaints(): readonly string[]
  /** Gives its windows back, and closes its programs. */
  leave(): Promise<void>
}

/** Of three digits, so that no name begins with another. */
let desks = 100

export function createDesk(
  { house, origin }: Pick<ServedHouse, 'house' | 'origin'>,
  furnished: Furnished,
  { windows, javaScript }: { readonly windows: Windows; readonly javaScript: JavaScript },
): WatchedDesk {
  desks += 1
  const number = desks
  const taken: WatchedWindow[] = []
  const programs: WaitingProgram[] = []
  const mailbox = openMailbox(house.store, house.clock)
  const sent = () => new Set(taken.flatMap(window => window.sent))

  const desk: WatchedDesk = {
    ...{ house, furnished, origin, javaScript, sent },
    named: word => `${word}-${number}`,
    somebody: word => house.person(desk.named(word)),
    async window(username) {
      const window = await windows.take(origin, javaScript)
      taken.push(window)
      const { page } = window
      if (username !== undefined) await page.context().addCookies([await signedIn(username)])
      return page
    },
    async linkInMailTo(address) {
      const [letter, ...others] = await mailbox(address)
      if (letter === undefined || others.length > 0) throw new Error(`Not one mail came to ${address}.`)
      return linkIn(letter)
    },
    async program() {
      const program = await openProgram()
      programs.push(program)
      return program
    },
    complaints() {
      const statuses = [...sent()].map(one => one.split(' ')[2])
      return taken
        .flatMap(window => window.complaints)
        .filter(each => {
          if (
            programs.some(({ redirectUri }) => each.startsWith(`elsewhere: ${new URL(redirectUri).origin}/`))
          )
            return false
          const [, status] = /the server responded with a status of (\d+)/.exec(each) ?? []
          return status === undefined || !statuses.includes(status)
        })
    },
    async leave() {
      for (const window of taken) await windows.giveBack(window)
      for (const program of programs) program.close()
    },
  }

  /** Signing in is a task of its own. */
  async function signedIn(username: string) {
    const from = { address: '127.0.0.1', userAgent: 'Chromium' }
    const { cookie } = granted(
      await house.sessions.signIn({ username, password: new Secret(password), ...from }),
    )
    const [pair = ''] = sessionCookie(origin).set(cookie).split(';')
    const [name = '', value = ''] = pair.split('=')
    return { name, value, url: origin }
  }

  return desk
}
