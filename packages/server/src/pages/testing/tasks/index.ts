/** Every form of every page, pressed as a person would: a table of contents by room. */
import { account } from './account.ts'
import { accounts } from './accounts.ts'
import { administration } from './administration.ts'
import { events } from './events.ts'
import { keys } from './keys.ts'
import { lettingIn } from './letting-in.ts'
import { organizations } from './organizations.ts'
import { packages } from './packages.ts'
import { people } from './people.ts'
import { secondFactor } from './second-factor.ts'
import { setUp } from './set-up.ts'
import { signingIn } from './signing-in.ts'
import type { Task } from './task.ts'

export { createDesk } from './desk.ts'
export { everyForm } from './every-form.ts'
export type { JavaScript, Task } from './task.ts'
export { createWindows } from './windows.ts'

export const rooms: Readonly<Record<string, readonly Task[]>> = {
  'set-up': setUp,
  'signing in': signingIn,
  'an account': account,
  'a second factor': secondFactor,
  'letting in': lettingIn,
  keys,
  accounts,
  administration,
  organizations,
  people,
  packages,
  events,
}

/** What nobody can send without JavaScript, and why; their pages say so. */
export const needsJavaScript: Readonly<Record<string, string>> = {
  'POST /login/passkey': 'A browser shows a passkey to a script alone (Web Authentication, section 5).',
  'POST /account/passkeys/add': 'A browser makes a passkey for a script alone.',
}
