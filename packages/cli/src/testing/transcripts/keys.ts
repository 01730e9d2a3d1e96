/** What is typed for the transcripts about keys. */
import type { Home } from '../at-a-latchkey.ts'
import type { Stage } from './stage.ts'
import type { Take, Takes } from './take.ts'

/** How the keys of somebody are typed, and an organization that they may be for. */
interface Owner {
  readonly words: readonly string[]
  readonly organization: string
}

const narrow = ({ organization }: Owner) => ['--package', `pypi:${organization}/widget`, '--expires', '7d']

/** There is one key, called "ci", or none. */
async function only(home: Home, owner: Owner, { ci }: { readonly ci: boolean }): Promise<object> {
  const { words } = owner
  const { keys } = JSON.parse((await home.play([...words, 'list', '--json'])).output)
  const ids = keys.map(({ id }: { id: string }) => id)
  if (ids.length > 0) await home.play([...words, 'revoke', ...ids, '--yes'])
  if (ci) await home.play([...words, 'create', 'ci', ...narrow(owner)])
  return {}
}

/** `stranger`: somebody whose list the transcripts of other commands do not make longer. */
function keysOf(
  owner: Owner,
  stranger: Owner,
): Readonly<Record<'create' | 'list' | 'tighten' | 'rotate' | 'revoke', Takes>> {
  const take = (ci: boolean, title: string, words: readonly string[]): Take => ({
    ...{ title, words: [...owner.words, ...words], scene: home => only(home, owner, { ci }) },
  })
  const withCi = (title: string, ...words: readonly string[]) => take(true, title, words)
  const withNone = (title: string, ...words: readonly string[]) => take(false, title, words)
  const list = { words: [...stranger.words, 'list'], at: (stage: Stage) => stage.sharedHomeOf('stranger') }
  return {
    create: {
      done: [withNone('A key for one package', 'create', 'ci', ...narrow(owner))],
      refused: [
        withNone('It is not said what it may do', 'create', 'ci'),
        withCi('The name is taken', 'create', 'ci', ...narrow(owner)),
      ],
    },
    list: {
      done: [
        { ...list, title: 'There is none', scene: home => only(home, stranger, { ci: false }) },
        { ...list, title: 'There is one', scene: home => only(home, stranger, { ci: true }) },
      ],
      refused: [withCi('The page is of no length', 'list', '--limit', 'all')],
    },
    tighten: {
      done: [withCi('It is restricted to a network', 'tighten', 'ci', '--network', '10.0.0.0/8')],
      refused: [withCi('It would live longer than before', 'tighten', 'ci', '--expires', '30d')],
    },
    rotate: {
      done: [withCi('There is one', 'rotate', 'ci')],
      refused: [withNone('There is none of that name', 'rotate', 'ci')],
    },
    revoke: {
      done: [withCi('There is one', 'revoke', 'ci', '--yes')],
      refused: [
        withCi('Nobody is there to be asked', 'revoke', 'ci'),
        withNone('There is none of that name', 'revoke', 'ci', '--yes'),
      ],
    },
  }
}

export const own = keysOf(
  { words: ['key'], organization: 'acme' },
  { words: ['key'], organization: 'initech' },
)
export const ofOrganization = keysOf(
  { words: ['organization', 'key', 'acme'], organization: 'acme' },
  { words: ['organization', 'key', 'initech'], organization: 'initech' },
)
