/** How the person at a desk is spoken to while a client works for them. */
import type { Callbacks } from '@latchkey/client'
import type { Desk } from '../desk/index.ts'

export function callbacksAt(desk: Desk): Callbacks {
  const { person } = desk
  const say = (line: string) => desk.say(`${line}\n`)
  return {
    showLogin({ registry, verificationUri, verificationUriComplete, userCode }) {
      say(
        `To log in at ${registry}, open this page in any browser:\n\n  ${verificationUriComplete ?? verificationUri}\n`,
      )
      if (userCode !== undefined) say(`It shows this code: ${userCode}\n`)
    },
    ...(person.isThere && {
      promptCode: ({ message }) => {
        say(message)
        return person.askSecret('One-time code: ')
      },
    }),
    waiting: ({ pid }) => say(`Another process (${pid}) is doing that already; waiting for it ...`),
    warn: ({ message }) => say(`latchkey: ${message}`),
  }
}
