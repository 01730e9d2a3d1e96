/** What a key may do, in words: the phrases that the room of keys says it with. In German. */
import { formatNetwork } from '@latchkey/tokens'
import type { Words } from '../words.ts'

const conjunction = new Intl.ListFormat('de', { type: 'conjunction' })
const disjunction = new Intl.ListFormat('de', { type: 'disjunction' })

export const caveats: Words['caveats'] = {
  verbs: {
    identify: 'seinen Besitzer nennen',
    describe: 'nachsehen',
    read: 'lesen',
    publish: 'veröffentlichen',
    retire: 'zurückziehen',
    delete: 'löschen',
    maintain: 'betreuen',
    administer: 'verwalten',
  },
  row: (verbs, targets) => `${conjunction.format(targets)} ${conjunction.format(verbs)}`,
  manageKeys: 'die Schlüssel seines Kontos verwalten',
  repository: name => `alles in ${name}`,
  organization: name => `alles von ${name}`,
  ecosystem: name => `alle ${name}-Repositories`,
  everything: 'alles Erreichbare',
  onlyTo: rows => `Davon nur: ${rows.join('; oder ')}`,
  limit(caveat) {
    switch (caveat.kind) {
      case 'audience':
        return `nur bei ${disjunction.format(caveat.origins)}`
      case 'digest':
        return `nur eine Datei mit der Prüfsumme ${disjunction.format(caveat.digests)}`
      case 'expires':
        return `bis ${instant(caveat.expiresAt)}${caveat.notBefore > 0 ? `, und nicht vor ${instant(caveat.notBefore)}` : ''}`
      case 'network':
        return `nur aus ${disjunction.format(caveat.networks.map(formatNetwork))}`
      case 'project-ids':
        return `nur PyPI-Pakete mit der ID ${disjunction.format(caveat.ids)}`
      case 'project-names':
        return `nur PyPI-Pakete namens ${disjunction.format(caveat.names)}`
      case 'publisher':
        return `nur als Trusted Publisher ${caveat.publisher}`
      case 'request-account':
        return `nur als Konto ${caveat.account}`
      case 'version':
        return `nur Version ${disjunction.format(caveat.versions)}`
    }
  },
  mayDo: rows => `Dieser Schlüssel darf ${rows.join('; außerdem darf er ')}.`,
}

const format = new Intl.DateTimeFormat('de-DE', { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' })

/** Unix seconds; those beyond any calendar as a bare number. */
function instant(seconds: number): string {
  const date = new Date(seconds * 1000)
  return Number.isNaN(date.getTime()) ? `Unix-Sekunde ${seconds}` : `${format.format(date)} UTC`
}
