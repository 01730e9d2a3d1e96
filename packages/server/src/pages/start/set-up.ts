/** Set-up: from the one-time link to the first administrator. */
import { refused } from '@latchkey/tokens'
import { refusal } from '../answers.ts'
import { html } from '../layout/markup.ts'
import type { Handler } from '../visit.ts'
import { linkOf, type RegisterPage, register, registerForm } from './register.ts'

const around: RegisterPage = {
  title: 'Set up Latchkey',
  introduction: html`<p>This makes the first account. It is an administrator: it creates organizations and runs the
    server. By that alone it reads and publishes nothing.</p>`,
  button: 'Create the administrator',
}

/** `GET /set-up/:secret` */
export const setUpForm: Handler = async (visit, { invitations }) => {
  const invitation = await invitations.open(linkOf(visit))
  return refused(invitation) ? refusal(visit, invitation) : registerForm(visit, around)
}

/** `POST /set-up/:secret` */
export const setUp: Handler = (visit, house) => register(visit, house, around, '/organizations/new')
