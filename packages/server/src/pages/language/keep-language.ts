/** Whoever never chose a language is written to in the one in which they signed in. */
import { isSignedIn, type Session } from '../../accounts/index.ts'
import { causeByAccount } from '../../audit/index.ts'
import { readLanguage } from '../../host/index.ts'
import type { House } from '../house.ts'
import { originOf, type Visit } from '../visit.ts'

/** Of a session that this visit began. Who is still asked for a code may be somebody else, and sets nothing. */
export async function keepLanguage(visit: Visit, { accounts }: House, session: Session): Promise<void> {
  const { id, language: chosen } = session.account
  const language = readLanguage(visit.words.language)
  if (chosen !== undefined || language === undefined || !isSignedIn(session)) return
  await accounts.chooseLanguage(id, language, causeByAccount(id, 'session', originOf(visit)))
}
