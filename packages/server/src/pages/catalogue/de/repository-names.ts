/** Whose the names of a repository are. In German. */
import { html } from '../../layout/markup.ts'
import type { Words } from '../words.ts'

export const repositoryNames: Words['repositoryNames'] = {
  title: 'Namen und Dateien',
  files: 'Was hier veröffentlicht wird, bleibt auf diesem Server.',
  noFallback: 'Ein Name, der hier niemandem gehört, wird nirgends sonst gesucht.',
  fallback: address => html`Für Namen, die hier niemandem gehören, werden Clients zu ${address} geschickt.`,
  noneReserved: 'Kein Name ist reserviert, zu dem es noch kein Paket gibt.',
  reserved: 'Für dieses Repository reserviert und nie anderswo gesucht:',
  reserve: 'Einen Namen reservieren',
  name: 'Name',
  nameHint: 'Ein Paket, oder alle, die mit einem Wort beginnen: acme-*.',
  release: 'Aufgeben',
  releaseOne: name => `${name} aufgeben`,
}
