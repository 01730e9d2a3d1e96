/** What a person is told of what was done to the account. */

export const english = {
  about: (subject: string, username: string, origin: string) => `${subject}: ${username}, at ${origin}.`,
  lookAtIt:
    'If you do not know why, ask an administrator of the server at once, and look at what was done with your account:',
  notices: {
    'account.reset_link_made': {
      subject: 'A link for setting a new password was made',
      text: 'Whoever is given the link sets a new password for your account. It works once, for a day. Every browser was signed out.',
    },
    'account.second_factor_link_made': {
      subject: 'A link for setting a new password and removing the second factor was made',
      text: 'Whoever is given the link sets a new password for your account, and may take its second factor away. It works once, for a day. Every browser was signed out.',
    },
    'account.password_reset': {
      subject: 'Your password was set anew',
      text: 'It was set through a link that works once. Every browser was signed out, and every login ended. Your keys work as before.',
    },
    'account.password_changed': {
      subject: 'Your password was changed',
      text: 'Every other browser was signed out. Your logins and keys work as before.',
    },
    'account.disabled': {
      subject: 'Your account was disabled',
      text: 'Nobody can sign in to it, and its logins and keys do not work. To have it enabled, ask an administrator of the server.',
    },
    'account.enabled': {
      subject: 'Your account was enabled again',
      text: 'You can sign in, and those of your logins and keys that are not over work again.',
    },
    'account.deleted': {
      subject: 'Your account was deleted',
      text: 'Its e-mail address and password are gone, its keys are revoked, its logins ended, and it is a member of nothing. What it published stays. This is the last mail to you.',
    },
    'account.administrator_granted': {
      subject: 'Your account runs the server now',
      text: 'It was made an administrator.',
    },
    'account.administrator_withdrawn': {
      subject: 'Your account does not run the server any more',
      text: 'It is no administrator now.',
    },
  },
  forgotten: {
    subject: (username: string) => `A new password for ${username}`,
    text: (origin: string) =>
      `Somebody said on ${origin} that they forgot the password of your account. If that was you, set a new one with the link below. It works once, for an hour. Every browser is signed out then, and every login ends; your keys work as before.`,
    secondFactor: 'Your second factor stays: you are asked for a code after that.',
    ignore: 'If it was not you, do nothing: without this mail nobody gets further.',
    step: 'Set a new password:',
  },
}

export type Letters = typeof english
