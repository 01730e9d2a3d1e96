/** Members of an organization, and who is invited to be one. In German. */
import { html } from '../../layout/markup.ts'
import { pluralsOf } from '../plurals.ts'
import type { Words } from '../words.ts'

const plural = pluralsOf('de')

export const members: Words['members'] = {
  title: 'Mitglieder',
  of: displayName => `Mitglieder von ${displayName}`,
  you: 'du',
  since: day => html`seit ${day}`,
  more: 'Weitere Mitglieder',
  beginsWith: 'Name beginnt mit',
  withRole: 'Rolle',
  anyRole: 'jede',
  find: 'Suchen',
  noneSuch: 'Kein Mitglied passt dazu.',
  secondFactor: 'Zweiter Faktor',
  withOrWithout: 'mit oder ohne',
  hasOne: 'zweiter Faktor',
  hasNone: 'kein zweiter Faktor',
  roleOf: username => `Rolle von ${username}`,
  save: 'Speichern',
  saveRoleOf: username => `Speichern: Rolle von ${username}`,
  roleChanged: 'Die Rolle wurde geändert. Das gilt sofort.',
  remove: 'Entfernen',
  removeOne: username => `Entfernen: ${username}`,
  leave: 'Verlassen',
  leaveIt: displayName => `${displayName} verlassen`,
  removed: 'Entfernt: Mit ihren Schlüsseln und Logins erreicht die Person hier nichts mehr.',
  removeTitle: username => `${username} entfernen?`,
  leaveTitle: displayName => `${displayName} verlassen?`,
  ends: 'Was sofort endet',
  endsRole: (displayName, role) =>
    html`Die Rolle <strong>${role}</strong> in ${displayName} und damit alles, was dort nicht öffentlich ist.`,
  endsKeys: displayName =>
    html`Die eigenen Schlüssel und Logins des Kontos erreichen nichts mehr von ${displayName}. Anderswo gelten sie weiter.`,
  endsInvitations: 'Einladungen, die von ihm stammen und die niemand angenommen hat.',
  stays: 'Was bleibt',
  maintains: packages =>
    html`Das Recht, betreute Pakete zu veröffentlichen und zurückzuziehen: ${packages}. Das lässt sich auf der Seite des jeweiligen Pakets
      ändern.`,
  staysPublished: 'Was es veröffentlicht hat, unter seinem Namen.',
  staysKeys:
    'Die eigenen Schlüssel der Organisation, auch solche, die von ihm stammen. Wer einen kopiert hat, hat ihn noch: Tausche die wichtigen aus.',
  keep: 'Behalten',
  stay: 'Bleiben',
  invite: 'Jemanden einladen',
  whatRolesDo: 'Was jede Rolle tut',
  roles: {
    read: 'sieht nach und installiert',
    write: 'veröffentlicht außerdem neue und die eigenen Pakete',
    admin: 'außerdem jedes Paket und die Schlüssel der Organisation',
    owner: 'außerdem Mitglieder und Einstellungen',
  },
}

export const invitations: Words['invitations'] = {
  title: 'Einladungen',
  of: displayName => `Einladungen zu ${displayName}`,
  invite: 'Jemanden einladen',
  email: 'E-Mail-Adresse',
  emailHint:
    'Per Mail kommt ein Link, der einmal gilt. Ohne Adresse erstellst du einen, den du selbst weitergibst.',
  role: 'Rolle',
  goodFor: 'Gültig',
  days: count => `${count} ${plural(count, { one: 'Tag', other: 'Tage' })}`,
  send: 'Einladung verschicken',
  makeLink: 'Link erstellen',
  open: 'Offen',
  none: 'Keine Einladung ist offen.',
  older: 'Ältere Einladungen',
  byLink: 'Wer den Link hat',
  made: (by, when) => html`von ${by}, ${when}`,
  nobody: 'jemandem, der nicht mehr da ist',
  until: when => html`läuft ${when} ab`,
  worksNoMore: 'Gilt nicht mehr: Wer sie ausgesprochen hat, ist kein Owner mehr.',
  sendAgain: 'Noch einmal schicken',
  sendAgainTo: whom => `Noch einmal schicken: ${whom}`,
  withdraw: 'Zurücknehmen',
  withdrawOf: whom => `Zurücknehmen: ${whom}`,
  sent: 'Die Einladung ist unterwegs.',
  withdrawn: 'Die Einladung wurde zurückgenommen. Ihr Link bewirkt nichts mehr.',
  linkTitle: 'Verschick diesen Link',
  linkHint: (displayName, role, day) =>
    html`Wer ihn zuerst öffnet, tritt ${displayName} mit der Rolle <strong>${role}</strong> bei. Er gilt einmal, bis ${day}, und wird
      nur jetzt gezeigt.`,
  theLink: 'Link',
  done: 'Fertig',
}
