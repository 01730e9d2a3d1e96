/** What is typed for the transcripts of the commands that are for when something is wrong. */
import { chmodSync } from 'node:fs'
import { offline } from './accounts.ts'
import { emptyHome, type Takes } from './take.ts'

export const explain: Takes = {
  done: [
    { title: 'Somebody is logged in', words: ['explain'] },
    {
      ...{ title: 'A token in the environment goes before the login', words: ['explain', 'pypi:acme'] },
      scene: (_home, { origin }) => ({
        environment: { LATCHKEY_REGISTRY: origin, LATCHKEY_TOKEN: 'latchkey-of-somebody' },
      }),
    },
  ],
  refused: [{ title: 'No registry was ever named', words: ['explain'], at: emptyHome }],
}

export const doctor: Takes = {
  done: [
    { title: 'Nothing is wrong', words: ['doctor'] },
    {
      ...{ title: 'Others can read the folder', words: ['doctor'] },
      scene(home) {
        chmodSync(home.folder, 0o755)
        return {}
      },
    },
  ],
  refused: [{ title: 'The registry does not answer', words: ['doctor'], scene: offline }],
}

export const completion: Takes = {
  done: [{ title: 'For bash', words: ['completion', 'bash'], at: emptyHome }],
  refused: [{ title: 'For a shell that is not known', words: ['completion', 'tcsh'], at: emptyHome }],
}
