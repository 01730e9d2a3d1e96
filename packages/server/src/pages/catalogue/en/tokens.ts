/** What a token allows: said in the browser that it was pasted into, so that nothing here may need more than a browser has. */
import { pluralsOf } from '../plurals.ts'

const plural = pluralsOf('en')

export const inspector = {
  title: 'What does this token allow?',
  lead: 'Paste a token, and read what its text says. It is read in this browser and sent nowhere: not even to this server.',
  label: 'Token',
  hint: 'It begins with “latchkey-”. Whoever sees your screen sees it, too.',
  withoutScript:
    'This page needs JavaScript, because the token must not leave your browser to be read. The command below does the same.',
  terminal: 'The same in a terminal, where it asks for the token:',
  theCommand: 'the command',

  kind: {
    key: 'A key',
    login: 'An access token of a login',
    refresh: 'A refresh token of a login',
    pypi: 'A token of PyPI',
    other: 'A token of somebody else’s',
  },
  from: 'Says it is from',
  key: 'Key',
  login: 'Login',
  identifier: 'Identifier',
  masterKey: 'Master key',
  expiry: 'Expires',
  size: 'Size',
  sizeOf: (characters: string, count: number) =>
    `${characters} ${plural(count, { one: 'character', other: 'characters' })}`,
  over: (when: string) => `expired ${when}`,
  openEnd: 'not by its text',

  may: 'What it may do',
  mayNothingSaid:
    'Its text does not say. A key keeps that at its server, and may do no more than was written there when it was made.',
  mayLogin: 'Its text does not say. A login keeps that at its server.',
  mayRefresh: 'Nothing but to fetch the next access token.',
  mayAnything: 'Its text restricts nothing.',
  notUnderstood: 'Not all of it can be read here. What cannot be read refuses.',

  caution:
    'Its server may hold more: restrictions that are kept with the key or login, a role, that it was revoked. And nothing was checked: without the server’s key nobody can tell whether the signature holds, and anybody may have written this text.',
  cautionElsewhere:
    'Whoever issued it may hold more, and nothing was checked: anybody may have written this text.',
  /** `latchkey whoami`: the command. */
  next: (command: string) =>
    `To learn the rest, ask the server: ${command}, or GET /api/v1/validate with the token as bearer.`,
  nextPypi: 'Look for it under “API tokens” in the settings of your account there.',
  nextElsewhere: 'Ask whoever issued it.',

  /** By code: why a text could not be read. */
  problems: {
    token_cut_off:
      'This token is cut off: its end is missing. Copy it again, from its first character to its last.',
    token_text:
      'A character in it does not belong there, or its last one was changed. Copy it again, from its first character to its last.',
    token_too_large:
      'This is longer than a token may be, or has too many restrictions: 8,192 characters, 64 restrictions.',
    token_opaque:
      'Nothing can be read from this text. If it is a token, only the server that made it knows what it may do, and nobody can narrow it.',
    macaroon_v1: 'This is a macaroon in the old format V1. Read it with the library that made it.',
    other: 'This is not a token that can be read here. Copy it again, from its first character to its last.',
  },
}
