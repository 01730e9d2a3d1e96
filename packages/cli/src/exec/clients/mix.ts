/** mix, with Hex: `mix hex.publish` and what else changes something. It fetches with a key of its own configuration. */
import { type Refusal, refuse } from '@latchkey/tokens'
import type { Client } from '../client.ts'
import { readWords } from '../read-words.ts'

const valued = { organization: undefined, repo: undefined, key: undefined, message: 'm', replace: undefined }
const changing: Readonly<Record<string, 'publish' | 'retire' | 'maintain'>> = {
  'hex.publish': 'publish',
  'hex.retire': 'retire',
  'hex.owner': 'maintain',
}
const fetching = ['deps.get', 'deps.update', 'deps', 'hex.outdated', 'hex.audit']

export const mix: Client = {
  name: 'mix',
  ecosystem: 'hex',
  async doing({ words: typed, environment }) {
    const words = readWords(typed, valued)
    const [command = ''] = words.operands
    if (fetching.includes(command)) return fetchesByItself(command)
    const action = changing[command]
    if (action === undefined) return undefined
    const [organization] = words.values('organization')
    const hinted = environment['HEX_API_URL'] ? [environment['HEX_API_URL']] : []
    // What it publishes is a program (mix.exs): its name is known when it has run.
    return {
      actions: [action, 'describe', 'read'],
      packages: [],
      hinted,
      ...(organization && { organization }),
    }
  },
  equip: async ({ token, place }) => ({
    environment: { HEX_API_KEY: token.expose(), ...(place && { HEX_API_URL: `${place.registry}hex/api` }) },
  }),
}

/** Hex trades the key of a repository for a token by itself, which no narrowed token of a login can be traded for. */
function fetchesByItself(command: string): Refusal<'usage'> {
  return refuse(
    'usage',
    `mix ${command} fetches with a login or a key of Hex’s own, and takes none for one run.`,
    'Log Hex in once (mix hex.user auth), then run it without latchkey exec: latchkey setup hex',
  )
}
