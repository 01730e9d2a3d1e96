/** What is typed for the transcripts about tokens. */
import { keyWith } from '../tokens.ts'
import { emptyHome, homeOfItsOwn, piped, type Takes } from './take.ts'

const narrow = keyWith('["allow",[[["publish"],["pypi:acme/widget"]]]]')
const offline = { at: emptyHome }

export const token: Takes = {
  done: [
    { title: 'Somebody is logged in', words: ['token'] },
    { title: 'It is narrowed', words: ['token', '--for', 'pypi:acme/widget', '--expires', '5m'] },
  ],
  refused: [
    {
      title: 'Nobody is logged in',
      words: ['token', '--registry', 'https://packages.example.com'],
      at: emptyHome,
    },
  ],
}

export const inspect: Takes = {
  done: [{ title: 'A token is narrow', words: ['token', 'inspect'], ...offline, scene: piped(narrow) }],
  refused: [
    {
      title: 'A token was cut off',
      words: ['token', 'inspect'],
      ...offline,
      scene: piped(narrow.slice(0, -9)),
    },
  ],
}

const toWidget = ['token', 'attenuate', '--expires', '15m', '--package', 'pypi:acme/widget']
export const attenuate: Takes = {
  done: [{ title: 'A key is narrowed', words: toWidget, ...offline, scene: piped(narrow) }],
  refused: [
    { title: 'Nothing is piped in', words: toWidget, ...offline, scene: piped('') },
    {
      ...{ title: 'The package is of no repository', words: ['token', 'attenuate', '--package', 'widget'] },
      ...{ ...offline, scene: piped(narrow) },
    },
  ],
}

export const burn: Takes = {
  done: [
    {
      ...{ title: 'A key leaked', words: ['token', 'burn'] },
      scene: async (_home, { house }) => piped((await house.key(['read'], 'pypi:acme')).token.expose())(),
    },
    { title: 'The login of this machine did', words: ['token', 'burn', '--mine'], at: homeOfItsOwn },
  ],
  refused: [
    { title: 'Nothing is piped in', words: ['token', 'burn'], scene: piped('') },
    { title: 'It is no token of this registry', words: ['token', 'burn'], scene: piped(narrow) },
  ],
}
