/** What is refused about passkeys, in German: part of `refusals.ts`. */
import type { Words } from '../words.ts'

export const passkeyRefusals: Words['refusals'] = {
  no_authenticator: {
    message: 'Dieses Konto hat keine Authenticator-App, also stimmt kein Code mit sechs Ziffern.',
    next: 'Benutze einen Passkey oder gib einen Wiederherstellungscode ein.',
  },
  no_such_passkey: {
    message: 'Dieses Konto hat keinen solchen Passkey.',
    next: 'Sieh nach, welche es hat, auf der Seite deines Kontos.',
  },
  passkey_copied: {
    message: 'Der Zähler dieses Passkeys steht niedriger als zuvor, es könnte also eine Kopie von ihm geben.',
    next: 'Melde dich anders an, entferne diesen Passkey und füg ihn neu hinzu.',
  },
  passkey_exists: {
    message: 'Dieser Passkey ist schon bekannt.',
    next: 'Nimm einen von einem anderen Gerät.',
  },
  passkey_not_added: {
    message:
      'Dieser Passkey konnte nicht hinzugefügt werden: Er hat nicht nach Finger, Gesicht oder PIN gefragt oder gehört zu einer anderen Seite.',
    next: 'Versuch es noch einmal, und wenn es dabei bleibt, mit einem anderen Gerät oder Passwortmanager.',
  },
  passkey_too_late: {
    message:
      'Nach dem Passkey wurde vor mehr als fünf Minuten oder in einem anderen Browser gefragt, oder er wurde schon benutzt.',
    next: 'Benutze ihn noch einmal.',
  },
  passkey_unreadable: {
    message: 'Was der Browser für den Passkey geschickt hat, ist nicht lesbar.',
    next: 'Lade die Seite neu und versuch es noch einmal, notfalls in einem anderen Browser.',
  },
  passkeys_unavailable: {
    message:
      'Browser benutzen Passkeys nur mit https und einem Namen, und so wird dieser Server nicht erreicht.',
    next: 'Wende dich an die Administration des Servers.',
  },
  invalid_passkey_name: {
    message: 'Der Name eines Passkeys hat 1 bis 80 Zeichen, in einer Zeile.',
    next: 'Nenn ihn nach dem Gerät, auf dem er ist.',
  },
  too_many_passkeys: {
    message: 'Ein Konto hat höchstens zwanzig Passkeys.',
    next: 'Entferne einen, den du nicht benutzt.',
  },
  unknown_passkey: {
    message: 'Dieser Passkey ist hier nicht bekannt, oder niemand meldet sich mehr mit ihm an.',
    next: 'Benutze einen anderen oder das Passwort.',
  },
}
