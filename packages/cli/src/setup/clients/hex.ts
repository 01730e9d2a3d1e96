/** mix: its API is the registry, by its own command. Where packages come from needs a key that a person compares first. */
import { asWord } from '../../registries/index.ts'
import type { ClientSetup } from '../client-setup.ts'

export const hex: ClientSetup = {
  name: 'hex',
  ecosystem: 'hex',
  verified: false,
  files: () => [],
  settings: ({ origin }) => [
    {
      shows: ['mix', 'hex.config', 'api_url'],
      value: `${origin}/hex/api`,
      put: ['mix', 'hex.config', 'api_url', `${origin}/hex/api`],
      take: ['mix', 'hex.config', 'api_url', '--delete'],
    },
  ],
  next: ({ origin, name, organization }) => [
    `What is fetched is believed by its signature: get ${origin}/hex/repo/public_key as latchkey.pem, compare its`,
    'fingerprint with what the operator of the server tells you, and say where packages come from:',
    `mix hex.repo add ${name} ${asWord(`${origin}/hex/repo/repos/${organization}`)} --public-key latchkey.pem`,
    'mix hex.user auth',
  ],
}
