/** Who and what can reach a package. */
import { html, type Part } from '../../layout/markup.ts'
import { pluralsOf } from '../plurals.ts'

const plural = pluralsOf('en')

export const reach = {
  title: (name: string) => `Who can reach ${name}`,
  lead: 'Who can read, publish or delete it now, and with which key or login: decided as a real request would be.',
  isPublic:
    'The repository is public: everybody reads it, with a key or without. Listed is who belongs to it all the same.',
  which: 'What is listed',
  of: {
    people: 'People',
    keys: 'Their keys',
    logins: 'Their logins',
    'organization-keys': 'The organization’s keys',
  },
  withCode: (action: string) => html`${action}, <span class="small">with a code</span>`,
  maintains: 'maintains it',
  noRole: 'no role',
  role: (role: string) => html`role ${role}`,
  whose: (username: string) => html`of ${username}`,
  used: (when: Part) => html`last used ${when}`,
  neverUsed: 'never used',
  ends: (when: Part) => html`expires ${when}`,
  endless: 'never expires',
  /** `found` of those that were `looked` at. */
  looked: (found: number, looked: number) =>
    html`${found} of ${looked} ${plural(looked, { one: 'that was looked at reaches', other: 'that were looked at reach' })} it. The others are revoked or expired, or are for something else.`,
  lookedPeople: (found: number, looked: number) =>
    html`${found} of ${looked} ${plural(looked, { one: 'person reaches', other: 'people reach' })} it. What the others lack is a second factor that the organization asks for.`,
  empty: 'There is none.',
  none: 'None of those that were looked at reaches it.',
  next: 'Look at the next ones',
}
