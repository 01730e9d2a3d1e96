/** Step 1 of set-up: from the one-time link to the first administrator. */
import { refused } from '@latchkey/tokens'
import { refusal } from '../../answers.ts'
import type { Handler, Visit } from '../../visit.ts'
import { linkOf, type RegisterPage, register, registerForm } from '../register.ts'
import { stepsBar } from './step-page.ts'

/** `GET /set-up/:secret` */
export const setUpForm: Handler = async (visit, { invitations }) => {
  const invitation = await invitations.open(linkOf(visit))
  return refused(invitation) ? refusal(visit, invitation) : registerForm(visit, around(visit))
}

/** `POST /set-up/:secret` */
export const setUp: Handler = (visit, house) => register(visit, house, around(visit), '/set-up/organization')

function around({ words }: Visit): RegisterPage {
  return { ...words.register.setUp, before: stepsBar(words, 1) }
}
