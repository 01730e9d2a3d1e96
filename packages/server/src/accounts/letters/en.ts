/** What a person is told of the address that mail is sent to. */

export const english = {
  verify: {
    subject: (username: string) => `Is this the address of ${username}?`,
    text: (username: string, origin: string) =>
      `Somebody said that ${username} at ${origin} reads mail at this address. If that is you, open the link below where you are signed in, or sign in first. It works once, for a day.`,
    ignore: 'If you know nothing of it, do nothing: without your sign-in the link does nothing.',
    step: 'Say that it is yours:',
  },
  asked: {
    subject: (username: string) => `Another e-mail address for ${username}`,
    text: (username: string, origin: string, address: string) =>
      `Mail about ${username} at ${origin} is to be sent to ${address}. A link was sent there; until it is opened, mail is sent here as before.`,
    step: 'If that was not you, somebody is signed in as you: set another password, and sign every browser out.',
  },
  changed: {
    subject: (username: string) => `Mail for ${username} goes to another address now`,
    text: (username: string, origin: string, address: string) =>
      `Mail about ${username} at ${origin} is sent to ${address} from now on. This is the last one that is sent here.`,
    step: 'If that was not you, ask an administrator of the server at once, and look at what was done with your account:',
  },
}

export type Letters = typeof english
