/** What a person is told of what happened to the second factor. */

export const english = {
  about: (subject: string, username: string, origin: string) => `${subject}: ${username}, at ${origin}.`,
  unexpected:
    'If that was not you, ask an administrator of the server at once, and look at your second factor:',
  notices: {
    'second_factor.added': {
      subject: 'Your account has a second factor now',
      text: 'Whoever signs in is asked for a code beside the password. Keep the recovery codes where you find them without the app.',
    },
    'second_factor.removed': {
      subject: 'Your account has no second factor any more',
      text: 'The password alone signs in now.',
    },
    'second_factor.app_removed': {
      subject: 'Your account has no authenticator app any more',
      text: 'Your passkeys and your recovery codes are good as before.',
    },
    'passkey.added': {
      subject: 'Your account has another passkey',
      text: 'Whoever has it and can unlock it signs in, without the password and without a code.',
    },
    'passkey.removed': {
      subject: 'A passkey was removed from your account',
      text: 'It signs in no more. If it was the last one and there is no authenticator app, the password alone signs in now.',
    },
    'passkey.copied': {
      subject: 'A passkey of your account was refused',
      text: 'It has signed less often than it had before: there may be a copy of it. If you know no reason, remove that passkey and add it anew.',
    },
    'second_factor.recovery_codes_renewed': {
      subject: 'Your recovery codes were made anew',
      text: 'Those that you had before are good for nothing now.',
    },
    'second_factor.recovery_code_used': {
      subject: 'One of your recovery codes was used',
      text: 'It is used up. If you have lost the authenticator app, remove the second factor and add it again.',
    },
    'second_factor.guessed': {
      subject: 'Somebody gave five wrong codes for your account',
      text: 'Whoever it was knows your password or holds one of your tokens. The next code must wait, and each wrong one makes the wait longer; a recovery code is taken at any time. If that was not you, set another password and end the logins that you do not know.',
    },
  },
}

export type Letters = typeof english
