/** What somebody is told who is invited to an organization. In German. */
import { instantInWords } from '../../mail/index.ts'
import type { Letters } from './en.ts'

export const german: Letters = {
  subject: displayName => `Du bist zu ${displayName} eingeladen`,
  text: ({ inviter, displayName, role, origin }) =>
    `${inviter} lädt dich zu ${displayName} auf ${origin} ein, mit der Rolle ${role}. Mit einem Konto dort trittst du bei; ohne eines legst du deines an.`,
  once: expiresAt => `Der Link gilt einmal, bis ${instantInWords(expiresAt, 'de')}.`,
  ignore: 'Wenn du nichts davon weißt, tu nichts: Ohne Antwort tritt niemand bei.',
  step: 'Sieh sie dir an und antworte hier:',
}
