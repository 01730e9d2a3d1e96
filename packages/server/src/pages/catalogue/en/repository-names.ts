/** Whose the names of a repository are. */
import { html, type Part } from '../../layout/markup.ts'

export const repositoryNames = {
  title: 'Names and files',
  files: 'Files that are published here stay on this server.',
  noFallback: 'A name that nobody here owns is looked for nowhere else.',
  fallback: (address: Part) => html`For names that nobody here owns, clients are sent to ${address}.`,
  noneReserved: 'No names are reserved that have no package yet.',
  reserved: 'Reserved for this repository, and never looked for elsewhere:',
  reserve: 'Reserve a name',
  name: 'Name',
  nameHint: 'One package, or all that begin with a word: acme-*.',
  release: 'Give up',
  releaseOne: (name: string) => `Give up ${name}`,
}
