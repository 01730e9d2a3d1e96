/** Where a passkey is used, or made, in a form: a button where the browser can, and a sentence where it cannot. */
import type { CreationOptions, RequestOptions } from '../passkeys/index.ts'
import type { Words } from './catalogue/index.ts'
import type { Form } from './form.ts'
import { html, type Markup } from './layout/markup.ts'

const usual = 'passkey'

/** What the browser answered; nothing where the form was sent without a passkey. */
export function typedPasskey(form: Form, name = usual): string | undefined {
  return form.text(name) || undefined
}

interface Asking {
  /** How the field is called that the browser’s answer is sent in. */
  readonly name?: string
  /** What is sent besides, as the button would that it is used in the place of. */
  readonly besides?: readonly [name: string, value: string]
  readonly asked: CreationOptions | RequestOptions
  readonly button: string
  /** Said where no script runs. */
  readonly needsScript: string
  /** Also offer passkeys in the list under the field for the username. */
  readonly offer?: boolean
  /** Whether nothing else stands beside it: then it is the button to press. */
  readonly alone?: boolean
}

/** `assets/passkey.js` puts the button here. */
export function passkeyButton(
  { passkeys: say }: Words,
  { asked, button, needsScript, name = usual, besides, offer = false, alone = false }: Asking,
): Markup {
  const data = {
    ...{ options: asked, button, offer, besides, quiet: !alone },
    say: { unsupported: say.unsupported, notUsed: say.notUsed, known: say.knownHere },
  }
  return html`<div class="passkey ${alone ? 'alone' : ''}" data-passkey="${JSON.stringify(data)}">
    <input type="hidden" name="${name}">
    <p class="hint needs-script">${needsScript}</p>
  </div>`
}
