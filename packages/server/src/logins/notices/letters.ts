/** What people are told about their logins, in the words that they would want. */
import type { Message } from '../../mail/index.ts'
import { type Login, loginName } from '../login.ts'
import type { Happened } from '../login-events.ts'

export interface Ending extends Happened {
  /** As it was until then. */
  readonly login: Login
}

export interface AboutLogin extends Ending {
  readonly recipient: { readonly username: string; readonly email: string }
  readonly origin: string
}

export function loginStolen(about: AboutLogin): Message {
  return letter(about, `The login "${loginName(about.login)}" was ended: a copy of it is about`, [
    `A refresh token of ${itself(about)} was sent${from(about)}.\nThat token had been used up, so two hold what only one should: the program that logged in, and\nsomebody who copied its credentials. Nobody can tell which of them this was, so the login was\nended, with every token made from it.`,
    lastUse(about),
    `Find out how the copy got about before you log in again: a backup that was restored to another\nmachine does it, and so does a thief. What was done with this account stands here:\n\n  ${about.origin}/account/logins`,
  ])
}

export function loginBurned(about: AboutLogin): Message {
  return letter(about, `The login "${loginName(about.login)}" was burned`, [
    `Somebody who held a token of ${itself(about)} burned it${from(about)}.\nThe login is ended, and so is every token that was made from it.`,
    lastUse(about),
    `If you did this, or a program that finds leaked tokens does it for you, all is well: look where\nits text was left lying, and log in again. If you know nothing of it, somebody else had it. What\nwas done with this account stands here:\n\n  ${about.origin}/account/logins`,
  ])
}

export function tokenBurned(about: AboutLogin): Message {
  return letter(about, `A token made from the login "${loginName(about.login)}" was burned`, [
    `Somebody who held a token made from ${itself(about)} burned it${from(about)}.\nThat token is dead, with all that was made from it; the login itself works on.`,
    `If you know nothing of it, somebody else had the token. Should others be burned today, you are\nnot told again. How to end the login stands here:\n\n  ${about.origin}/account/logins`,
  ])
}

function letter({ recipient }: AboutLogin, subject: string, paragraphs: readonly string[]): Message {
  const text = [`Hello ${recipient.username},`, ...paragraphs].join('\n\n')
  return { to: recipient.email, subject, text: `${text}\n` }
}

function itself({ login, origin }: AboutLogin): string {
  return `your login "${loginName(login)}" at ${origin}`
}

function lastUse({ login: { createdAt, lastUsed } }: AboutLogin): string {
  const made = `It was made on ${instant(createdAt)}`
  if (lastUsed === undefined) return `${made}, and never used.`
  const { at, address = 'an unknown address', client = 'a client that does not say its name' } = lastUsed
  return `${made}, and last used on\n${instant(at)}, from ${address}, by ${client}.`
}

function from({ cause: { address, client }, now }: AboutLogin): string {
  const by = client === undefined ? '' : ` with ${client}`
  return ` on\n${instant(now)}${address === undefined ? '' : `, from ${address}${by}`}`
}

const words = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' })

function instant(milliseconds: number): string {
  return `${words.format(milliseconds)} UTC`
}
