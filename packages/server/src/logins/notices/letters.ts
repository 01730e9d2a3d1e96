/** What people are told about their logins, in the words that they would want. */
import {
  circumstances,
  instantInWords,
  type Listed,
  type Message,
  type MessageParts,
  writeMessage,
} from '../../mail/index.ts'
import { type Login, loginName } from '../login.ts'
import type { Happened } from '../login-events.ts'

/** Something that happened to a login. */
export interface ToLogin extends Happened {
  /** As it was until then. */
  readonly login: Login
}

export interface AboutLogin extends ToLogin {
  readonly recipient: { readonly username: string; readonly email: string }
  readonly origin: string
  /** Who did it, in words. */
  readonly who: string
}

export function loginCreated(about: AboutLogin): Message {
  return letter(
    about,
    `The login "${loginName(about.login)}" is new`,
    [
      `${loginName(about.login)} was let in to your account at ${about.origin}.`,
      { heading: 'What it may do:', lines: about.login.scope.split(' ') },
      known(about),
    ],
    'If you know nothing of it, end it at once, and set another password:',
  )
}

export function loginStolen(about: AboutLogin): Message {
  return letter(
    about,
    `The login "${loginName(about.login)}" was ended: a copy of it is about`,
    [
      `A refresh token of ${itself(about)} was sent that had been used up, so two hold what only one should: the program that logged in, and somebody who copied its credentials. Nobody can tell which of them this was, so the login was ended, with every token made from it.`,
      known(about),
      lastUse(about),
    ],
    'Find out how the copy got about before you log in again: a backup that was restored to another machine does it, and so does a thief. What was done with this account stands here:',
  )
}

export function loginBurned(about: AboutLogin): Message {
  return letter(
    about,
    `The login "${loginName(about.login)}" was burned`,
    [
      `Somebody who held a token of ${itself(about)} burned it. The login is ended, and so is every token that was made from it.`,
      known(about),
      lastUse(about),
    ],
    'If you did this, or a program that finds leaked tokens does it for you, all is well: look where its text was left lying, and log in again. If you know nothing of it, somebody else had it. What was done with this account stands here:',
  )
}

export function tokenBurned(about: AboutLogin): Message {
  return letter(
    about,
    `A token made from the login "${loginName(about.login)}" was burned`,
    [
      `Somebody who held a token made from ${itself(about)} burned it. That token is dead, with all that was made from it; the login itself works on.`,
      known(about),
    ],
    'If you know nothing of it, somebody else had the token. Should others be burned today, you are not told again. How to end the login stands here:',
  )
}

function letter(
  { recipient, origin }: AboutLogin,
  subject: string,
  paragraphs: MessageParts['paragraphs'],
  step: string,
): Message {
  return writeMessage({
    ...{ to: recipient, subject, paragraphs },
    next: { step, link: `${origin}/account/logins` },
  })
}

function known({ who, now, cause: { address, client } }: AboutLogin): Listed {
  return circumstances({ who, at: now, address, client })
}

function itself({ login, origin }: AboutLogin): string {
  return `your login "${loginName(login)}" at ${origin}`
}

function lastUse({ login: { createdAt, lastUsed } }: AboutLogin): string {
  const made = `It was made on ${instantInWords(createdAt)}`
  if (lastUsed === undefined) return `${made}, and never used.`
  const { at, address = 'an unknown address', client = 'a client that does not say its name' } = lastUsed
  return `${made}, and last used on ${instantInWords(at)}, from ${address}, by ${client}.`
}
