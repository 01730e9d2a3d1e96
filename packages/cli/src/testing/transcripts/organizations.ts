/** What is typed for the transcripts about what a credential may do in an organization. */
import { enrolled } from '../../../../client/src/auth-client/testing/second-factor.ts'
import type { Stage } from './stage.ts'
import { emptyHome, homeOfItsOwn, piped, type Takes } from './take.ts'

const keyOf =
  (organization: 'acme' | 'globex') =>
  async (_home: unknown, { house }: Stage) =>
    piped((await house.key(['read'], `pypi:${organization}`, organization)).token.expose())()

const auth = ['organization', 'auth', 'acme']
export const organizationAuth: Takes = {
  done: [{ title: 'A key of acme is piped in', words: auth, scene: keyOf('acme') }],
  refused: [
    { title: 'The key is of another organization', words: auth, scene: keyOf('globex') },
    { title: 'It is no key at all', words: auth, scene: piped('hunter2') },
    { title: 'Nothing is piped in', words: auth, scene: piped('') },
  ],
}

export const may: Takes = {
  done: [
    { title: 'It is allowed', words: ['may', 'publish', 'pypi:acme/widget@1.2.3'] },
    { title: 'Of a whole repository', words: ['may', 'read', 'pypi:acme'] },
  ],
  refused: [
    { title: 'It is not', words: ['may', 'publish', 'pypi:globex/widget'] },
    { title: 'There is no such thing to do', words: ['may', 'polish', 'pypi:acme/widget'], at: emptyHome },
  ],
}

export const stepUp: Takes = {
  done: [
    {
      ...{ title: 'A code is piped in', words: ['step-up'], at: stage => stage.newcomersHome() },
      scene: async (home, { house }) =>
        piped((await enrolled(house, await usernameAt(home))).code().expose())(),
    },
    { title: 'A page is asked for', words: ['step-up', '--link'], at: homeOfItsOwn },
  ],
  refused: [{ title: 'Nobody is there to be asked', words: ['step-up'] }],
}

async function usernameAt(home: Awaited<ReturnType<Stage['homeOf']>>): Promise<string> {
  return (await home.play(['whoami'])).output.trim()
}
