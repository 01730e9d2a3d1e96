/** The part of a form in which a passkey is used: a button where the browser can, and a sentence where it cannot. */
import type { CreationOptions, RequestOptions } from '../passkeys/index.ts'
import type { Words } from './catalogue/index.ts'
import type { Form } from './form.ts'
import type { House } from './house.ts'
import { html, type Markup, nothing } from './layout/markup.ts'
import type { SessionVisit } from './visit.ts'

const usual = 'passkey'

export interface PasskeyPartOptions {
  /** How the field is called that the browser's answer is sent in. */
  readonly name?: string
  /** What is sent besides, as the button would that it is used in the place of: `['do', 'approve']`. */
  readonly besides?: readonly [name: string, value: string]
}

/** Of somebody who gave the password, or is signed in, in a form that takes a code; nothing where they have no passkey. */
export async function passkeyPart(
  { session, words }: Pick<SessionVisit, 'session' | 'words'>,
  { passkeys }: Pick<House, 'passkeys'>,
  options: PasskeyPartOptions = {},
): Promise<Markup> {
  const asked = await passkeys.ask(session)
  if (asked === undefined) return nothing
  const { use, needsScript } = words.passkeys
  return passkeyButton(words, { asked, button: use, needsScript, ...options })
}

/** What the browser answered; nothing where the form was sent without a passkey. */
export function typedPasskey(form: Form, name = usual): string | undefined {
  return form.text(name) || undefined
}

interface Asking extends PasskeyPartOptions {
  readonly asked: CreationOptions | RequestOptions
  readonly button: string
  /** Said where no script runs. */
  readonly needsScript: string
  /** Also offer passkeys in the list under the field for the username. */
  readonly offer?: boolean
}

/** `assets/passkey.js` puts the button here. */
export function passkeyButton(
  { passkeys: say }: Words,
  { asked, button, needsScript, name = usual, besides, offer = false }: Asking,
): Markup {
  const data = {
    ...{ options: asked, button, offer, besides },
    say: { unsupported: say.unsupported, notUsed: say.notUsed, known: say.knownHere },
  }
  return html`<div class="passkey" data-passkey="${JSON.stringify(data)}">
    <input type="hidden" name="${name}">
    <p class="hint needs-script">${needsScript}</p>
  </div>`
}
