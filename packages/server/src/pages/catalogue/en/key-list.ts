/** The list of somebody's keys: looked through, and what is told of each. */
import { html, type Markup, nothing, type Part } from '../../layout/markup.ts'

export const keyList = {
  which: 'Which keys',
  show: {
    live: 'Working',
    attention: 'To look at',
    expiring: 'Expiring soon',
    'too-wide': 'Too wide',
    stale: 'Long unused',
    'never-used': 'Never used',
    expired: 'Expired',
    revoked: 'Revoked',
    all: 'All',
  },
  /** What is said of one key, at its name. */
  attention: {
    expiring: 'expires soon',
    'too-wide': 'too wide',
    stale: 'long unused',
    'never-used': 'never used',
  },
  word: 'Name or package',
  order: 'Order',
  orders: {
    newest: 'Newest first',
    name: 'By name',
    expiry: 'Expiring first',
    'last-used': 'Last used first',
  },
  find: 'Find',
  name: 'Name',
  replaced: 'rotated',
  role: (role: Part) => html`role ${role}`,
  moreRows: (count: number) => `and ${count} more`,
  usedWith: (client: Part | undefined, address: Part | undefined): Markup =>
    html`${client === undefined ? nothing : html`with ${client}`} ${address === undefined ? nothing : html`from ${address}`}`,
  latelyFor: (target: Part) => html`lately for ${target}`,
  tickAll: 'Tick all on this page',
  noneSuch: html`<strong>No key of yours matches.</strong> Look for another word, or among all of them.`,
  noneSuchOf: (displayName: string) =>
    html`<strong>No key of ${displayName} matches.</strong> Look for another word, or among all of them.`,
  showAll: 'Show all keys',
  noneHere: html`<strong>None so far.</strong> There are many keys, and not all of them were looked through yet.`,
  further: 'Look further',
  newestOnly: 'In this order stand the newest keys only. Older ones are found in any other.',
  next: 'More keys',
  first: 'Back to the first',
}
