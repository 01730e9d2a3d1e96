/** The phrases that caveats are said with, in German. */
import { formatNetwork } from './caveats/ip-network.ts'
import type { CaveatPhrases } from './phrases.ts'

/** Made when they are first needed, as the English one is. */
const formats: Partial<Record<Intl.ListFormatType, Intl.ListFormat>> = {}

function listed(type: 'conjunction' | 'disjunction', items: readonly string[]): string {
  formats[type] ??= new Intl.ListFormat('de', { type })
  return formats[type].format(items)
}

export const germanPhrases: CaveatPhrases = {
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
  row: (verbs, targets) => `${listed('conjunction', targets)} ${listed('conjunction', verbs)}`,
  manageKeys: 'die Schlüssel seines Kontos verwalten',
  repository: name => `alles in ${name}`,
  organization: name => `alles von ${name}`,
  ecosystem: name => `alle ${name}-Repositories`,
  everything: 'alles Erreichbare',
  onlyTo: rows => `Davon nur: ${rows.join('; oder ')}`,
  limit(caveat) {
    switch (caveat.kind) {
      case 'audience':
        return `nur bei ${listed('disjunction', caveat.origins)}`
      case 'digest':
        return `nur eine Datei mit der Prüfsumme ${listed('disjunction', caveat.digests)}`
      case 'expires':
        return `bis ${instant(caveat.expiresAt)}${caveat.notBefore > 0 ? `, und nicht vor ${instant(caveat.notBefore)}` : ''}`
      case 'network':
        return `nur aus ${listed('disjunction', caveat.networks.map(formatNetwork))}`
      case 'project-ids':
        return `nur PyPI-Pakete mit der ID ${listed('disjunction', caveat.ids)}`
      case 'project-names':
        return `nur PyPI-Pakete namens ${listed('disjunction', caveat.names)}`
      case 'publisher':
        return `nur als Trusted Publisher ${caveat.publisher}`
      case 'request-account':
        return `nur als Konto ${caveat.account}`
      case 'version':
        return `nur Version ${listed('disjunction', caveat.versions)}`
    }
  },
}

let instants: Intl.DateTimeFormat | undefined

/** Unix seconds; those beyond any calendar as a bare number. */
function instant(seconds: number): string {
  const date = new Date(seconds * 1000)
  if (Number.isNaN(date.getTime())) return `Unix-Sekunde ${seconds}`
  instants ??= new Intl.DateTimeFormat('de-DE', { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' })
  return `${instants.format(date)} UTC`
}
