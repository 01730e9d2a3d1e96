/** The language that a person chooses in the footer. */
import { causeByAccount } from '../../audit/index.ts'
import { readLanguage } from '../../host/index.ts'
import { seeOther } from '../answers.ts'
import { localPath } from '../local-path.ts'
import { type Handler, originOf } from '../visit.ts'
import { languageCookie } from './language-cookie.ts'

/** `POST /language`: shows the same page again, in that language if there is such a one. Who is signed in keeps it. */
export const setLanguage: Handler = async (visit, { accounts, origin }) => {
  const { form, session } = visit
  const here = localPath(form.text('here'))
  const chosen = readLanguage(form.text('language'))
  if (chosen === undefined) return seeOther(here)
  if (session !== undefined) {
    const { id } = session.account
    await accounts.chooseLanguage(id, chosen, causeByAccount(id, 'session', originOf(visit)))
  }
  return seeOther(here, { 'set-cookie': languageCookie(origin).set(chosen) })
}
