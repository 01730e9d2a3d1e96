/** How the person at a desk is spoken to while a client works for them. */
import type { Callbacks } from '@latchkey/client'
import { browserIsHere, type Desk } from '../desk/index.ts'

/** `openBrowser`: whether one may be opened, where it would be seen; it may unless told. */
export function callbacksAt(
  desk: Desk,
  { openBrowser = true }: { readonly openBrowser?: boolean } = {},
): Callbacks {
  const { person } = desk
  const say = (line: string) => desk.say(`${line}\n`)
  return {
    showLogin({ registry, verificationUri, verificationUriComplete, userCode }) {
      say(
        `To log in at ${registry}, open this page in any browser:\n\n  ${verificationUriComplete ?? verificationUri}\n`,
      )
      if (userCode !== undefined) say(`It shows this code: ${userCode}\n`)
    },
    async openBrowser(url) {
      if (openBrowser && (await browserIsHere(desk)) !== 'elsewhere') await person.openBrowser(url)
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
