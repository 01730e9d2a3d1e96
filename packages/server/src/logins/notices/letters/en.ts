/** What people are told about their logins, in the words that they would want. */

export interface LoginNoun {
  readonly name: string
  readonly origin: string
}

const login = ({ name, origin }: LoginNoun) => `your login "${name}" at ${origin}`

export const english = {
  name: (client: string, device: string) => `${client} on ${device}`,
  lastUse: (made: string, use: LastUse | undefined) =>
    use === undefined
      ? `It was made on ${made}, and never used.`
      : `It was made on ${made}, and last used on ${use.at}, from ${use.address ?? 'an unknown address'}, by ${use.client ?? 'a client that does not say its name'}.`,
  made: {
    subject: (name: string) => `The login "${name}" is new`,
    text: ({ name, origin }: LoginNoun) => `${name} was let in to your account at ${origin}.`,
    mayDo: 'What it may do:',
    step: 'If you know nothing of it, end it at once, and set another password:',
  },
  stolen: {
    subject: (name: string) => `The login "${name}" was ended: a copy of it is about`,
    text: (noun: LoginNoun) =>
      `A refresh token of ${login(noun)} was sent that had been used up, so two hold what only one should: the program that logged in, and somebody who copied its credentials. Nobody can tell which of them this was, so the login was ended, with every token made from it.`,
    step: 'Find out how the copy got about before you log in again: a backup that was restored to another machine does it, and so does a thief. What was done with this account stands here:',
  },
  burned: {
    subject: (name: string) => `The login "${name}" was burned`,
    text: (noun: LoginNoun) =>
      `Somebody who held a token of ${login(noun)} burned it. The login is ended, and so is every token that was made from it.`,
    step: 'If you did this, or a program that finds leaked tokens does it for you, all is well: look where its text was left lying, and log in again. If you know nothing of it, somebody else had it. What was done with this account stands here:',
  },
  tokenBurned: {
    subject: (name: string) => `A token made from the login "${name}" was burned`,
    text: (noun: LoginNoun) =>
      `Somebody who held a token made from ${login(noun)} burned it. That token is dead, with all that was made from it; the login itself works on.`,
    step: 'If you know nothing of it, somebody else had the token. Should others be burned today, you are not told again. How to end the login stands here:',
  },
}

export interface LastUse {
  /** An instant, in words. */
  readonly at: string
  readonly address: string | undefined
  readonly client: string | undefined
}

export type Letters = typeof english
