/** What stands around and between the pages: the frame, refusals, and what many forms share. */
import { html, type Markup, nothing, type Part } from '../../layout/markup.ts'

export const shell = {
  skip: 'Skip to the page',
  navigation: 'Main',
  home: 'Home',
  keys: 'My keys',
  administration: 'Administration',
  signIn: 'Sign in',
  signOut: 'Sign out',
  motto: 'Latchkey: one login for every package registry.',
  language: 'Language',
}

export const answers = {
  missing: 'There is nothing here',
  deadLink: 'That link does not work',
  forbidden: 'That is not yours to do',
  later: 'Not right now',
  failed: 'That did not work',
  toStart: 'Go to the start page',
}

/** Where a page could not be made. */
export const failures = {
  broken: {
    title: 'Something broke on our side',
    lead: 'It is not your doing, and it was written down.',
    number: 'Its number is',
    next: 'If it happens again, tell whoever runs this server that number.',
  },
  unavailable: {
    title: 'Not right now',
    database: {
      message: 'The database of this server does not answer.',
      next: 'That passes by itself as a rule.',
    },
    readOnly: {
      message: 'The database of this server takes no changes now, and nothing was changed.',
      next: 'What only shows something works meanwhile. Try again later, or ask the operator of this server.',
    },
    noRoom: {
      message: 'The server has no room for this, and nothing was changed.',
      next: 'Ask its operator to make room, then send it again.',
    },
  },
  again: 'Try again',
  unsure:
    'What you sent may have been done all the same. Look first whether it was done, before you send it again.',
}

/** The button of what can be copied. `what`: "the key". */
export const copying = {
  copy: 'Copy',
  copied: 'Copied',
  failed: 'Could not copy',
  copyOf: (what: string) => `Copy ${what}`,
  copiedOf: (what: string) => `Copied ${what}`,
  failedOf: (what: string) => `Could not copy ${what}`,
}

export const time = {
  justNow: 'just now',
  never: 'never',
  tryAgain: (when: string) => `Try again ${when}.`,
  /** `left`: "4:59", counted down. */
  inMinutes: (left: string) => `in ${left} min`,
  use: (when: Part, client: Part | undefined, address: Part | undefined): Markup =>
    html`${when}${client === undefined ? nothing : html` with ${client}`}${address === undefined ? nothing : html` from ${address}`}`,
}

export const passwords = {
  label: 'Password',
  ofNew: 'New password',
  hint: 'At least 8 characters; a few words in a row are good.',
  strength: {
    short: 'Too short yet.',
    weak: 'It would be taken, and guessed by whoever tries for long. Add a word or two.',
    fair: 'Good.',
    strong: 'Very good: nobody guesses that.',
  },
}

export const codes = {
  label: 'Code of your authenticator app',
  recoveryInstead: 'Use a recovery code instead',
  recovery: 'Recovery code',
  recoveryHint: 'Each works once, and dashes make no difference.',
}

export const stillYou = {
  title: 'Is it still you?',
  byCode:
    'You signed in a while ago. Before this change, show your second factor again. What you typed is kept.',
  byPassword:
    'You signed in a while ago. Before this change, enter your password again. What you typed is kept.',
  passwordOf: (username: string) => `Password of ${username}`,
  wrong: 'This is not your password.',
  go: 'Continue',
}

/** By code, where a refusal is said in other words than its own: in its own language, what would name a command. */
export const refusals: Readonly<Record<string, RefusalWords>> = {
  account_disabled: {
    message: 'This account is disabled.',
    next: 'An administrator of this server can enable it again.',
  },
  last_administrator: {
    message: 'This is the last administrator who can act, and the server always has one.',
    next: 'Make another account an administrator first.',
  },
  unknown_client: { message: 'There is no such client.', next: 'Look for it among the clients.' },
  unknown_ecosystem: {
    message: 'No ecosystem that is offered here was chosen.',
    next: 'Choose one.',
  },
}

export interface RefusalWords {
  /** A whole sentence that fits whatever the code is refused for. */
  readonly message: string
  readonly next?: string
}
