/** What a person is told of what happened to the second factor. In German. */
import type { Letters } from './en.ts'

export const german: Letters = {
  about: (subject, username, origin) => `${subject}: ${username}, auf ${origin}.`,
  unexpected:
    'Wenn du das nicht warst, wende dich sofort an die Administration des Servers und sieh dir deinen zweiten Faktor an:',
  notices: {
    'second_factor.added': {
      subject: 'Dein Konto hat jetzt einen zweiten Faktor',
      text: 'Wer sich anmeldet, wird neben dem Passwort nach einem Code gefragt. Heb die Wiederherstellungscodes dort auf, wo du sie auch ohne die App findest.',
    },
    'second_factor.removed': {
      subject: 'Dein Konto hat keinen zweiten Faktor mehr',
      text: 'Das Passwort allein reicht jetzt zum Anmelden.',
    },
    'second_factor.app_removed': {
      subject: 'Dein Konto hat keine Authenticator-App mehr',
      text: 'Deine Passkeys und deine Wiederherstellungscodes gelten weiter.',
    },
    'passkey.added': {
      subject: 'Dein Konto hat einen weiteren Passkey',
      text: 'Wer ihn hat und entsperren kann, meldet sich damit an, ohne Passwort und ohne Code.',
    },
    'passkey.removed': {
      subject: 'Ein Passkey wurde von deinem Konto entfernt',
      text: 'Damit kann sich niemand mehr anmelden. Wenn es der letzte war und es keine Authenticator-App gibt, reicht jetzt das Passwort allein zum Anmelden.',
    },
    'passkey.copied': {
      subject: 'Ein Passkey deines Kontos wurde abgewiesen',
      text: 'Sein Zähler steht niedriger als zuvor: Es könnte eine Kopie von ihm geben. Wenn du keinen Grund dafür kennst, entferne diesen Passkey und füg ihn neu hinzu.',
    },
    'second_factor.recovery_codes_renewed': {
      subject: 'Deine Wiederherstellungscodes wurden neu erstellt',
      text: 'Die bisherigen gelten nicht mehr.',
    },
    'second_factor.recovery_code_used': {
      subject: 'Einer deiner Wiederherstellungscodes wurde benutzt',
      text: 'Er gilt nicht noch einmal. Wenn du die Authenticator-App verloren hast, entferne den zweiten Faktor und füg ihn neu hinzu.',
    },
    'second_factor.guessed': {
      subject: 'Jemand hat fünf falsche Codes für dein Konto eingegeben',
      text: 'Wer das war, kennt dein Passwort oder hat eines deiner Token. Der nächste Code muss warten, und jeder falsche verlängert die Wartezeit; ein Wiederherstellungscode wird jederzeit angenommen. Wenn du das nicht warst, leg ein neues Passwort fest und beende die Logins, die du nicht kennst.',
    },
  },
}
