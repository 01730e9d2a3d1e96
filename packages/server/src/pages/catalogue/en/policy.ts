/** What an organization asks beyond roles. */
import { html, type Part } from '../../layout/markup.ts'
import { pluralsOf } from '../plurals.ts'

const plural = pluralsOf('en')

export const policy = {
  title: 'Policy',
  of: (displayName: string) => `Policy of ${displayName}`,
  introduction: (displayName: Part) =>
    html`What ${displayName} asks beyond roles. A change holds at once, on every device.`,
  secondFactor: 'Second factor',
  requireSecondFactor: 'Required of everybody',
  requireSecondFactorHint: 'Whoever has none sees and does nothing here.',
  keysNeedWindow: 'Asked for with people’s own keys',
  keysNeedWindowHint: 'They change something only within five minutes after a one-time code was given.',
  everybodyHasOne: 'Everybody has one.',
  haveNone: (count: number, all: number, link: (text: string) => Part) =>
    html`${link(`${count} of ${all} ${plural(all, { one: 'member', other: 'members' })}`)} ${plural(count, { one: 'has', other: 'have' })} none.`,
  longest: 'Keys work for at most (days)',
  longestHint: 'Keys that were made for longer do nothing here. Empty: no limit.',
  makers: 'Who makes keys of the organization',
  makersHint: 'Those that exist stay as they are.',
  makersAre: { admin: 'Admins and owners', owner: 'Owners alone' },
  exchange: 'People’s own keys can be exchanged for short-lived tokens that read',
  exchangeHint:
    'A token that leaks works for half an hour, a key until somebody revokes it. Keys can be used directly either way.',
  exchanges: { allow: 'Yes', warn: 'Yes, with a warning', refuse: 'No' },
  save: 'Save',
  saved: 'Saved. It holds at once.',
  stops: {
    title: 'Change the policy?',
    members: (count: number, all: number, link: (text: string) => Part) =>
      html`${link(`${count} of ${all} ${plural(all, { one: 'member', other: 'members' })}`)} ${plural(count, { one: 'has', other: 'have' })} no second
        factor: until they add one they see and do nothing here.`,
    keys: (count: number, days: number) =>
      `${count} ${plural(count, { one: 'key was', other: 'keys were' })} made to work for more than ${days} ${plural(days, { one: 'day', other: 'days' })}: ${plural(count, { one: 'it does', other: 'they do' })} nothing here any more. Some may be in use by machines.`,
    admins: 'Admins make no keys of the organization any more. The keys that they made go on working.',
    exchange:
      'People’s own keys are not exchanged any more: clients that do that by themselves stop reading here.',
    window:
      'People’s own keys change something only after a one-time code: machines that publish with one stop.',
    atOnce: 'It holds at once, on every device, and can be changed back.',
    go: 'Change it',
    back: 'Leave it as it is',
  },
  facts: {
    secondFactor: 'A second factor of everybody',
    required: 'required',
    notRequired: 'not required',
    ownKeys: 'People’s own keys',
    needCode: 'change something only after a one-time code',
    needNoCode: 'need no code',
    longest: 'Keys work for at most',
    noLimit: 'no limit',
    days: (count: number) => `${count} ${plural(count, { one: 'day', other: 'days' })}`,
    makers: 'Its own keys are made by',
    makersAre: { admin: 'admins and owners', owner: 'owners alone' },
    exchange: 'Exchanging people’s own keys',
    exchanges: { allow: 'allowed', warn: 'allowed, with a warning', refuse: 'refused' },
  },
}
