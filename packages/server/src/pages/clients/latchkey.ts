/** The command `latchkey`, which runs any client with a token for what it is about to do. */
import type { Words } from '../catalogue/index.ts'
import type { ClientSetup, ClientStep, Place } from './client-setup.ts'

/** Once on each machine. */
export function logIn({ clients: say }: Words, { origin }: Place): ClientStep {
  return { say: say.logIn, what: say.theCommand, text: `npx latchkey login ${origin}` }
}

/** One run of a client, by a login. `repository`: `pypi:acme`. */
export function run(words: Words, repository: string, told: string, client: string): ClientStep {
  const text = `npx latchkey exec --repository ${repository} -- ${client}`
  return { say: told, what: words.clients.theCommand, text }
}

/** The same by a key, where nobody logs in: no client sees the key, only what was made of it for this one run. */
export function runWithKey(
  { clients: say }: Words,
  { origin, repository }: { readonly origin: string; readonly repository: string },
  client: string,
): ClientSetup {
  const lines = [`export LATCHKEY_REGISTRY=${origin}`, `npx latchkey exec --key-file key.txt -- ${client}`]
  return {
    title: say.fromCi(repository),
    steps: [{ say: say.keyInFile, what: say.theCommand, text: lines.join('\n') }],
  }
}
