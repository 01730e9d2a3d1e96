/** What people are told about their logins. In German. */
import type { Letters, LoginNoun } from './en.ts'

const ofLogin = ({ name, origin }: LoginNoun) => `deines Logins „${name}“ auf ${origin}`

export const german: Letters = {
  name: (client, device) => `${client} auf ${device}`,
  lastUse: (made, use) =>
    use === undefined
      ? `Es besteht seit dem ${made} und wurde nie benutzt.`
      : `Es besteht seit dem ${made} und wurde zuletzt am ${use.at} benutzt, von ${use.address ?? 'unbekannter Adresse'}, mit ${use.client ?? 'einem Client ohne Namen'}.`,
  made: {
    subject: name => `Das Login „${name}“ ist neu`,
    text: ({ name, origin }) => `${name} hat jetzt Zugang zu deinem Konto auf ${origin}.`,
    mayDo: 'Was es darf:',
    step: 'Wenn du nichts davon weißt, beende es sofort und leg ein neues Passwort fest:',
  },
  stolen: {
    subject: name => `Das Login „${name}“ wurde beendet: Eine Kopie davon ist in Umlauf`,
    text: noun =>
      `Ein Refresh-Token ${ofLogin(noun)} kam an, das schon verbraucht war. Zwei haben also, was nur einer haben soll: das Programm, das sich eingeloggt hat, und jemand, der seine Zugangsdaten kopiert hat. Wer von beiden das war, lässt sich nicht sagen; deshalb wurde das Login beendet, samt jedem Token, das daraus entstanden ist.`,
    step: 'Finde heraus, wie es zu der Kopie kam, bevor du dich neu einloggst: Ein Backup, das auf einem anderen Rechner eingespielt wurde, genügt dafür, und ein Dieb auch. Was mit diesem Konto geschehen ist, steht hier:',
  },
  burned: {
    subject: name => `Das Login „${name}“ wurde von jemandem beendet, der ein Token davon hatte`,
    text: noun =>
      `Jemand, der ein Token ${ofLogin(noun)} hatte, hat es beendet, samt jedem Token, das daraus entstanden ist.`,
    step: 'Wenn du das warst, oder ein Programm, das für dich bekannt gewordene Token sucht, ist alles gut: Sieh nach, wo sein Text herumlag, und logg dich neu ein. Wenn du nichts davon weißt, hatte es jemand anderes. Was mit diesem Konto geschehen ist, steht hier:',
  },
  tokenBurned: {
    subject: name => `Ein Token aus dem Login „${name}“ wurde ungültig gemacht`,
    text: noun =>
      `Jemand, der ein Token ${ofLogin(noun)} hatte, hat dieses Token ungültig gemacht, samt allem, was daraus entstanden ist; das Login selbst gilt weiter.`,
    step: 'Wenn du nichts davon weißt, hatte jemand anderes das Token. Falls das heute noch mit weiteren geschieht, bekommst du dazu keine Mail mehr. Wie du das Login beendest, steht hier:',
  },
}
