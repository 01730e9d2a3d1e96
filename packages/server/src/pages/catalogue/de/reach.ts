/** Who and what can reach a package. In German. */
import { html } from '../../layout/markup.ts'
import { pluralsOf } from '../plurals.ts'
import type { Words } from '../words.ts'

const plural = pluralsOf('de')

export const reach: Words['reach'] = {
  title: name => `Wer ${name} erreicht`,
  lead: 'Wer es jetzt lesen, veröffentlichen oder löschen kann, und mit welchem Schlüssel oder Login: entschieden wie eine echte Anfrage.',
  isPublic:
    'Das Repository ist öffentlich: Lesen können es alle, mit Schlüssel oder ohne. Aufgeführt ist trotzdem, wer dazugehört.',
  which: 'Was aufgeführt ist',
  of: {
    people: 'Personen',
    keys: 'Ihre Schlüssel',
    logins: 'Ihre Logins',
    'organization-keys': 'Schlüssel der Organisation',
  },
  withCode: action => html`${action}, <span class="small">mit einem Code</span>`,
  maintains: 'betreut es',
  noRole: 'keine Rolle',
  role: role => html`Rolle ${role}`,
  whose: username => html`von ${username}`,
  used: when => html`zuletzt benutzt ${when}`,
  neverUsed: 'nie benutzt',
  ends: when => html`läuft ${when} ab`,
  endless: 'läuft nie ab',
  looked: (found, looked) =>
    html`Von ${looked} ${plural(looked, { one: 'geprüften Eintrag', other: 'geprüften Einträgen' })} ${plural(found, { one: 'erreicht', other: 'erreichen' })} ${found} das Paket. Die anderen sind widerrufen, abgelaufen oder für etwas anderes.`,
  lookedPeople: (found, looked) =>
    html`Von ${looked} ${plural(looked, { one: 'Person', other: 'Personen' })} ${plural(found, { one: 'erreicht', other: 'erreichen' })} ${found} das Paket. Den anderen fehlt ein zweiter Faktor, den die Organisation verlangt.`,
  empty: 'Es gibt keine.',
  none: 'Von den geprüften erreicht es keiner.',
  next: 'Die nächsten prüfen',
}
