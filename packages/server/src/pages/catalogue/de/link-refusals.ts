/** What is refused about links that are mailed or handed over, invitations among them, in German: part of `refusals.ts`. */
import type { Words } from '../words.ts'

const newLink = 'Kopier den ganzen Link, oder bitte um einen neuen.'
const deadLink = 'Dieser Link gilt nicht: Er ist nicht vollständig, wurde schon benutzt oder ist zu alt.'

export const linkRefusals: Words['refusals'] = {
  link_of_other_account: {
    message: 'Dieser Link ging an jemanden mit einem anderen Konto.',
    next: 'Melde dich ab, melde dich mit jenem Konto an und öffne den Link noch einmal.',
  },
  too_many_mails: {
    message: 'In der letzten Stunde gingen schon viele Links hinaus.',
    next: 'Sieh in dein Postfach, und versuch es in einer Stunde wieder.',
  },
  addressed_link: {
    message: 'Ein Link, der hier entsteht, wird niemandem gemailt und gilt für alle, die ihn öffnen.',
    next: 'Schick die Einladung an diese Adresse, oder lass die Adresse leer.',
  },
  already_invited: {
    message: 'Jemand mit dieser Adresse ist schon eingeladen.',
    next: 'Schick diese Einladung noch einmal, oder nimm sie erst zurück.',
  },
  invitation_over: {
    message:
      'Diese Einladung ist nicht mehr offen: Sie wurde angenommen, zurückgenommen, oder sie ist zu alt.',
    next: 'Sieh noch einmal in die Liste, und lad neu ein, wenn du das noch willst.',
  },
  sent_just_now: {
    message: 'Diese Einladung wurde vor weniger als zehn Minuten verschickt.',
    next: 'Warte ein wenig: Post braucht ihre Zeit und liegt vielleicht in einem anderen Ordner.',
  },
  mailed_too_often: {
    message: 'An diese Adresse gingen schon mehrere Einladungen.',
    next: 'Warte ein wenig, oder gib den Link selbst weiter.',
  },
  too_many_invitations: {
    message: 'Es sind schon zu viele verschickte Einladungen dieser Organisation offen.',
    next: 'Nimm zurück, was niemand annehmen wird.',
  },
  unknown_invitation: { message: deadLink, next: newLink },
  unknown_link: { message: deadLink, next: newLink },
}
