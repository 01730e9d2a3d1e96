/** What people are told about their keys, in the words that they would want. */
import { englishPhrases } from '@latchkey/tokens'
import type { KeyNoun, LastUse } from './parts.ts'

const plural = new Intl.PluralRules('en')
const days = (count: number) => `${count} ${plural.select(count) === 'one' ? 'day' : 'days'}`

/** At the beginning of a sentence, or within one. */
function key(
  { name, organization, origin }: KeyNoun,
  [your, the]: readonly [string, string] = ['Your', 'The'],
): string {
  return organization === undefined
    ? `${your} key "${name}" at ${origin}`
    : `${the} key "${name}" of the organization ${organization} at ${origin}`
}
const within = ['your', 'the'] as const

export const english = {
  phrases: englishPhrases,
  mayDo: 'What it may do:',
  lastUse: (use: LastUse | undefined) =>
    use === undefined
      ? 'It was never used.'
      : `It was last used on ${use.at}, from ${use.address ?? 'an unknown address'}, by ${use.client ?? 'a client that does not say its name'}.`,
  made: {
    subject: (name: string) => `The key "${name}" was made`,
    text: (noun: KeyNoun, expires: string | undefined) =>
      `${key(noun)} was made. ${expires === undefined ? 'It never expires' : `It expires on ${expires}`}.`,
    step: 'If you know nothing of it, revoke it at once:',
  },
  manyMade: {
    subject: 'More keys are being made',
    text: (noun: KeyNoun, told: number) =>
      `${key(noun)} was made, too, after ${told} others within this hour. Of keys that are made until the hour is over you are not told one by one.`,
    step: 'All of them stand here. If you know nothing of them, revoke them at once, and set another password:',
  },
  revoked: {
    subject: (name: string) => `The key "${name}" was revoked`,
    subjectOfSeveral: (count: number) => `${count} keys were revoked`,
    text: (noun: KeyNoun) => `${key(noun)} was revoked, and with it every token that was made from it.`,
    textOfSeveral: (count: number, { organization, origin }: Omit<KeyNoun, 'name'>) =>
      `${count} keys ${organization === undefined ? 'of yours' : `of the organization ${organization}`} at ${origin} were revoked, and with them every token that was made from them.`,
    list: 'The keys, and when they were used last:',
    each: (name: string, lastUse: string) => `"${name}". ${lastUse}`,
    step: 'What uses it needs another key. If you know nothing of this, look for what else was done:',
  },
  expires: {
    subject: (name: string, left: number) => `The key "${name}" expires ${english.expires.within(left)}`,
    text: (noun: KeyNoun, expires: string, left: number) =>
      `${key(noun)} expires on ${expires}, ${english.expires.within(left)}.`,
    within: (left: number): string => (left <= 1 ? 'within a day' : `in ${days(left)}`),
    unused:
      'If nobody waits for it, nothing needs to be done: it ends by itself. To keep it, put another key in its place, with the same restrictions for as long again:',
    used: 'What uses it stops working then. Put another key in its place before, with the same restrictions for as long again; the old one works on while you exchange them:',
  },
  burned: {
    subject: (name: string) => `The key "${name}" was burned`,
    text: (noun: KeyNoun) =>
      `Somebody who held the text of ${key(noun, within)} burned it. The key is revoked, and so is every token that was made from it.`,
    ifYou:
      'If you did this, or a program that finds leaked keys does it for you, all is well: look where its text was left lying, and make another key. If you know nothing of it, somebody else had it.',
    step: 'What it was used for, and what was published with it, stands here:',
  },
  tokenBurned: {
    subject: (name: string) => `A token made from the key "${name}" was burned`,
    text: (noun: KeyNoun) =>
      `Somebody who held a token made from ${key(noun, within)} burned it. That token is dead, with all that was made from it; the key itself works on.`,
    ifYou:
      'If you know nothing of it, somebody else had the token. Should others be burned today, you are not told again.',
    step: 'What the key was used for, and how to revoke it, stands here:',
  },
}

export type Letters = typeof english
