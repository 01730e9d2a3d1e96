/** What is typed for the transcripts about accounts. */
import type { Home } from '../at-a-latchkey.ts'
import type { AtDesk } from '../terminal.ts'
import type { Stage } from './stage.ts'
import { emptyHome, homeOfItsOwn, type Take, type Takes } from './take.ts'

/** Somebody sits there, and whoever logs in is let in by this person. */
const letInBy =
  (username: string) =>
  async (_home: Home, stage: Stage): Promise<AtDesk> => ({
    ...(await stage.letInBy(username)),
    person: {},
  })

/** The registry does not answer. */
export const offline = (): AtDesk => ({
  machine: { fetch: () => Promise.reject(new TypeError('fetch failed')) },
})

/** The registry's side of the login is over, as its owner wanted it. */
const ended = {
  title: 'The login was ended by its owner',
  at: homeOfItsOwn,
  async scene(home, { house }) {
    await house.revoke((await home.kept())?.refreshToken)
    return {}
  },
} satisfies Partial<Take>

export const login: Takes = {
  done: [
    {
      ...{ title: 'Somebody logs in for the first time', words: ['login', 'ORIGIN'] },
      ...{ at: emptyHome, scene: letInBy('owner') },
    },
    {
      ...{ title: 'Another account is kept beside it', words: ['login', '--account', 'reader'] },
      ...{ at: homeOfItsOwn, scene: letInBy('reader') },
    },
  ],
  refused: [
    {
      ...{ title: 'In CI nobody is asked', words: ['login', 'ORIGIN'], at: emptyHome },
      scene: () => ({ environment: { CI: 'true' } }),
    },
    {
      ...{ title: 'Somebody else lets it in', words: ['login', '--account', 'guest'] },
      ...{ at: homeOfItsOwn, scene: letInBy('reader') },
    },
    {
      title: 'The registry does not answer',
      words: ['login'],
      at: homeOfItsOwn,
      scene: () => ({ ...offline(), person: {} }),
    },
  ],
}

export const whoami: Takes = {
  done: [{ title: 'Somebody is logged in', words: ['whoami'] }],
  refused: [
    { title: 'No registry was ever named', words: ['whoami'], at: emptyHome },
    { ...ended, words: ['whoami'] },
    { title: 'The registry does not answer', words: ['whoami'], scene: offline },
  ],
}

export const status: Takes = {
  done: [{ title: 'Somebody is logged in', words: ['status'] }],
  refused: [
    { title: 'Nobody ever was', words: ['status'], at: emptyHome },
    { ...ended, words: ['status'] },
    { title: 'The registry does not answer', words: ['status'], scene: offline },
  ],
}

/** Owner and reader are logged in there, the reader last. */
const withReader = {
  at: emptyHome,
  async scene(home, stage) {
    await home.play(['login', stage.origin], await letInBy('owner')(home, stage))
    await home.play(['login', '--account', 'reader'], await letInBy('reader')(home, stage))
    return {}
  },
} satisfies Partial<Take>

export const switching: Takes = {
  done: [
    { ...withReader, title: 'There are two accounts', words: ['switch'] },
    { ...withReader, title: 'The other is chosen', words: ['switch', 'owner'] },
  ],
  refused: [{ ...withReader, title: 'There is none of that name', words: ['switch', 'reeder'] }],
}

export const logout: Takes = {
  done: [
    { title: 'Somebody is logged in', words: ['logout'], at: homeOfItsOwn },
    { title: 'Nobody is', words: ['logout', 'https://packages.example.com'], at: emptyHome },
    {
      ...{ title: 'The registry does not answer, and that is put up with', words: ['logout', '--forget'] },
      ...{ at: homeOfItsOwn, scene: offline },
    },
  ],
  refused: [
    { title: 'The registry does not answer', words: ['logout'], at: homeOfItsOwn, scene: offline },
    { title: 'No registry was ever named', words: ['logout'], at: emptyHome },
  ],
}
