/** What a person is told of the address that mail is sent to. In German. */
import type { Letters } from './en.ts'

export const german: Letters = {
  verify: {
    subject: username => `Ist das die Adresse von ${username}?`,
    text: (username, origin) =>
      `Jemand hat angegeben, dass ${username} auf ${origin} Mail an diese Adresse liest. Wenn du das bist, öffne den Link unten dort, wo du angemeldet bist, oder melde dich vorher an. Er gilt einmal, einen Tag lang.`,
    ignore: 'Wenn du nichts davon weißt, musst du nichts tun: Ohne deine Anmeldung bewirkt der Link nichts.',
    step: 'Bestätigen, dass es deine ist:',
  },
  asked: {
    subject: username => `Eine andere E-Mail-Adresse für ${username}`,
    text: (username, origin, address) =>
      `Mail zu ${username} auf ${origin} soll künftig an ${address} gehen. Dorthin ging ein Link; bis er geöffnet wird, kommt die Mail weiter hier an.`,
    step: 'Wenn du das nicht warst, ist jemand in deinem Namen angemeldet: Leg ein neues Passwort fest und melde alle Browser ab.',
  },
  changed: {
    subject: username => `Mail für ${username} geht jetzt an eine andere Adresse`,
    text: (username, origin, address) =>
      `Mail zu ${username} auf ${origin} geht ab jetzt an ${address}. Das ist die letzte, die hier ankommt.`,
    step: 'Wenn du das nicht warst, wende dich sofort an die Administration des Servers und sieh nach, was mit deinem Konto geschehen ist:',
  },
}
