/** The language that a person chooses in the footer. */
import { seeOther } from '../answers.ts'
import { byLanguage } from '../catalogue/index.ts'
import { localPath } from '../local-path.ts'
import type { Handler } from '../visit.ts'
import { languageCookie } from './language-cookie.ts'

/** `POST /language`: shows the same page again, in that language if there is such a one. */
export const setLanguage: Handler = ({ form }, { origin }) => {
  const chosen = byLanguage(form.text('language'))
  const cookie = chosen && { 'set-cookie': languageCookie(origin).set(chosen.language) }
  return seeOther(localPath(form.text('here')), cookie)
}
