/** What is typed for the transcripts of the helpers: by other programs. */
import { emptyHome, piped, type Takes } from './take.ts'

const speaks = 'a protocol' as const

export const cargo: Takes = {
  speaks,
  done: [
    {
      title: 'cargo is about to fetch an index',
      words: ['helper', 'cargo', '--cargo-plugin'],
      scene: (_home, { origin }) => piped(`${JSON.stringify(cargoReads(`${origin}/cargo/acme/`))}\n`)(),
    },
  ],
  refused: [
    { title: 'An operation stands where none belongs', words: ['helper', 'cargo', 'get'], at: emptyHome },
  ],
}

function cargoReads(index: string): object {
  return {
    v: 1,
    registry: { 'index-url': `sparse+${index}`, name: 'acme' },
    kind: 'get',
    operation: 'read',
    args: [],
  }
}

export const docker: Takes = {
  speaks,
  done: [
    {
      title: 'docker is about to pull',
      words: ['helper', 'docker', 'get'],
      scene: (_home, { origin }) => piped(new URL(origin).host)(),
    },
  ],
  refused: [
    {
      ...{ title: 'The registry is unknown', words: ['helper', 'docker', 'get'] },
      scene: piped('registry.example.com'),
    },
  ],
}

export const git: Takes = {
  speaks,
  done: [
    {
      title: 'git is about to fetch',
      words: ['helper', 'git', 'get'],
      scene: (_home, { origin }) => piped(`protocol=http\nhost=${new URL(origin).host}\n\n`)(),
    },
    {
      ...{ title: 'The host is unknown', words: ['helper', 'git', 'get'] },
      scene: piped('protocol=https\nhost=git.example.com\n\n'),
    },
  ],
  refused: [
    {
      ...{ title: 'A field holds a control character', words: ['helper', 'git', 'get'] },
      scene: piped('protocol=https\nhost=git.example.com\rhost=packages.example.com\n\n'),
    },
  ],
}

export const pip: Takes = {
  speaks,
  done: [
    {
      title: 'pip is about to install',
      words: ['helper', 'pip', 'get', 'ORIGIN/pypi/acme/simple/', '__token__'],
    },
  ],
  refused: [
    {
      title: 'The index is unknown',
      words: ['helper', 'pip', 'get', 'https://index.example.com/simple/', '__token__'],
    },
  ],
}
