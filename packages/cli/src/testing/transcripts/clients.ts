/** What is typed for the transcripts of the commands that set clients up and run them. */
import { dirname, join } from 'node:path'
import { wheelBytes } from '../../../../server/src/ecosystems/pypi/testing/wheel.ts'
import type { Home } from '../at-a-latchkey.ts'
import type { AtDesk, Ended } from '../terminal.ts'
import { emptyHome, type Takes } from './take.ts'

const wheel = 'dist/widget-2.0.0-py3-none-any.whl'

/** The client is not run: what it would have been run with is what other tests are about. */
const ends =
  (exitCode: number) =>
  (home: Home): AtDesk => {
    const folder = dirname(home.folder)
    const files = { [join(folder, wheel)]: wheelBytes({ name: 'widget', version: '2.0.0' }) }
    return { folder, files, run: async (): Promise<Ended> => ({ exitCode, output: '', said: '' }) }
  }

const upload = ['exec', '[--json]', '--', 'twine', 'upload', wheel]
export const exec: Takes = {
  speaks: 'a protocol',
  done: [{ title: 'twine uploads a wheel', words: upload, scene: ends(0) }],
  refused: [
    { title: 'twine fails', words: upload, scene: ends(3) },
    {
      title: 'The program is not known',
      words: ['exec', '[--json]', '--', 'flit', 'publish'],
      scene: ends(0),
    },
    { title: 'Nobody is logged in', words: upload, at: emptyHome, scene: ends(0) },
  ],
}

const atHome = (home: Home): AtDesk => ({
  folder: dirname(home.folder),
  environment: { LATCHKEY_REGISTRY: 'https://packages.example.com' },
  machine: {
    fetch: async () => {
      throw new TypeError('fetch failed')
    },
  },
})
const git = ['setup', 'git']
export const setup: Takes = {
  done: [
    { title: 'What would change is shown', words: [...git, '--dry-run'], at: emptyHome, scene: atHome },
    { title: 'It is written', words: [...git, '--yes'], at: emptyHome, scene: atHome },
    { title: 'Nothing is to be undone', words: [...git, '--remove', '--yes'], at: emptyHome, scene: atHome },
  ],
  refused: [
    { title: 'Nobody is there to be asked', words: git, at: emptyHome, scene: atHome },
    { title: 'No such client is known', words: ['setup', 'gitt'], at: emptyHome, scene: atHome },
    {
      ...{ title: 'The registry does not serve it', words: [...git, '--yes'], at: emptyHome },
      scene: (home, { origin }) => ({
        folder: dirname(home.folder),
        environment: { LATCHKEY_REGISTRY: origin },
      }),
    },
  ],
}
