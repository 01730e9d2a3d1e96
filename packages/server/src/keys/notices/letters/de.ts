/** What people are told about their keys. In German. */
import { germanPhrases } from '@latchkey/tokens'
import type { Letters } from './en.ts'
import type { KeyNoun } from './parts.ts'

/** At the beginning of a sentence. */
function key({ name, organization, origin }: KeyNoun): string {
  return organization === undefined
    ? `Dein Schlüssel „${name}“ auf ${origin}`
    : `Der Schlüssel „${name}“ der Organisation ${organization} auf ${origin}`
}

export const german: Letters = {
  phrases: germanPhrases,
  mayDo: 'Was er darf:',
  lastUse: use =>
    use === undefined
      ? 'Er wurde nie benutzt.'
      : `Er wurde zuletzt am ${use.at} benutzt, von ${use.address ?? 'unbekannter Adresse'}, mit ${use.client ?? 'einem Client ohne Namen'}.`,
  made: {
    subject: name => `Der Schlüssel „${name}“ wurde erstellt`,
    text: (noun, expires) =>
      `${key(noun)} wurde erstellt. ${expires === undefined ? 'Er läuft nie ab' : `Er läuft am ${expires} ab`}.`,
    step: 'Wenn du nichts davon weißt, widerruf ihn sofort:',
  },
  manyMade: {
    subject: 'Weitere Schlüssel werden erstellt',
    text: (noun, told) =>
      `${key(noun)} wurde auch erstellt, nach ${told} anderen in dieser Stunde. Bis die Stunde vorbei ist, bekommst du nicht mehr für jeden neuen eine Mail.`,
    step: 'Hier stehen alle. Wenn du nichts davon weißt, widerruf sie sofort und leg ein neues Passwort fest:',
  },
  revoked: {
    subject: name => `Der Schlüssel „${name}“ wurde widerrufen`,
    subjectOfSeveral: count => `${count} Schlüssel wurden widerrufen`,
    text: noun => `${key(noun)} wurde widerrufen, und mit ihm jedes Token, das daraus entstanden ist.`,
    textOfSeveral: (count, { organization, origin }) =>
      `${count} ${organization === undefined ? 'deiner Schlüssel' : `Schlüssel der Organisation ${organization}`} auf ${origin} wurden widerrufen, und mit ihnen jedes Token, das daraus entstanden ist.`,
    list: 'Die Schlüssel, und wann sie zuletzt benutzt wurden:',
    each: (name, lastUse) => `„${name}“. ${lastUse}`,
    step: 'Was ihn benutzt, braucht einen anderen Schlüssel. Wenn du nichts davon weißt, sieh nach, was sonst noch geschehen ist:',
  },
  expires: {
    subject: (name, left) => `Der Schlüssel „${name}“ läuft ${german.expires.within(left)} ab`,
    text: (noun, expires, left) => `${key(noun)} läuft am ${expires} ab, ${german.expires.within(left)}.`,
    within: left => (left <= 1 ? 'innerhalb eines Tages' : `in ${left} Tagen`),
    unused:
      'Wenn niemand auf ihn wartet, musst du nichts tun: Er endet von selbst. Wenn du ihn behalten willst, setz einen anderen Schlüssel an seine Stelle, der dasselbe noch einmal so lange darf:',
    used: 'Was ihn benutzt, funktioniert dann nicht mehr. Setz vorher einen anderen Schlüssel an seine Stelle, der dasselbe noch einmal so lange darf; der alte gilt weiter, während du sie austauschst:',
  },
  burned: {
    subject: name => `Der Schlüssel „${name}“ wurde von jemandem widerrufen, der ihn hatte`,
    text: noun =>
      `${key(noun)} wurde von jemandem widerrufen, der seinen Text hatte. Er gilt nicht mehr, und mit ihm kein Token, das daraus entstanden ist.`,
    ifYou:
      'Wenn du das warst, oder ein Programm, das für dich bekannt gewordene Schlüssel sucht, ist alles gut: Sieh nach, wo sein Text herumlag, und erstell einen anderen Schlüssel. Wenn du nichts davon weißt, hatte ihn jemand anderes.',
    step: 'Wofür er benutzt und was damit veröffentlicht wurde, steht hier:',
  },
  tokenBurned: {
    subject: name => `Ein Token aus dem Schlüssel „${name}“ wurde ungültig gemacht`,
    text: noun =>
      `${key(noun)}: Jemand, der ein Token daraus hatte, hat es ungültig gemacht, samt allem, was daraus entstanden ist. Der Schlüssel selbst gilt weiter.`,
    ifYou:
      'Wenn du nichts davon weißt, hatte jemand anderes das Token. Falls das heute noch mit weiteren geschieht, bekommst du dazu keine Mail mehr.',
    step: 'Wofür der Schlüssel benutzt wurde und wie du ihn widerrufst, steht hier:',
  },
}
