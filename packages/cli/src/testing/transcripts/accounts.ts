/** What is typed for the transcripts about accounts. */
import { emptyHome, homeOfItsOwn, type Takes } from './take.ts'

export const whoami: Takes = {
  done: [{ title: 'Somebody is logged in', words: ['whoami'] }],
  refused: [
    { title: 'No registry was ever named', words: ['whoami'], at: emptyHome },
    {
      title: 'The login was ended by its owner',
      words: ['whoami'],
      at: homeOfItsOwn,
      async scene(home, { house }) {
        await house.revoke((await home.kept())?.refreshToken)
        return {}
      },
    },
  ],
}
