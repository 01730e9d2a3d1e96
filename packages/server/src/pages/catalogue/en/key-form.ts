/** The form that a key is made with: its rows in words, what is too wide in them, and what is wrong. */
import { html, type Part } from '../../layout/markup.ts'

export const keyForm = {
  title: 'Make a key',
  lead: 'A key does what its rows say and nothing else, and never more than you may yourself.',
  check: 'Check',
  name: 'Name',
  nameHint: 'Where it will live: “laptop”, “release workflow of widget”.',
  role: 'Role',
  roleHint: 'What the key is to the organization. Its rows narrow that further; it stays as it is now.',
  mayDo: 'What it may do',
  row: (number: number) => `Row ${number}`,
  may: 'It may',
  where: 'Where',
  whereHint: 'A repository, or every one.',
  everythingReachable: 'Everything I can reach',
  everyRepository: (organization: string) => `Every repository of ${organization}`,
  package: 'Packages',
  packageHint: 'One name or several, which need not exist yet. Empty: every package there.',
  addRow: 'Add another row',
  removeRow: (number: number) => `Remove row ${number}`,
  untilAndFrom: 'Until when, and from where',
  howLong: 'How long it works',
  expiries: {
    '30': '30 days',
    '90': '90 days',
    '365': '1 year',
    date: 'Until a day I choose',
    never: 'Never expires',
  },
  day: 'Day, if you choose one',
  neverHint: 'works until somebody remembers to revoke it, also where it leaked',
  networks: 'Only from these networks',
  networksHint: 'One a line, like 10.0.0.0/8 or 2001:db8::/32. Empty: from everywhere.',
  make: 'Make the key',
  inWords: 'Say in words what it may do',
  told: 'In words',
  nothingYet: 'It may do nothing yet. Tick what it may do, or start from one of those above.',
  startFrom: 'Start from',
  presets: {
    ci: { label: 'CI that publishes', hint: 'uploads one package, and does nothing else' },
    install: { label: 'A machine that installs', hint: 'reads one repository, for a year' },
    laptop: { label: 'My laptop', hint: 'everything I do with packages, for 30 days' },
  },
  warnings: {
    'never-expires': 'It never expires: who finds it in ten years may use it.',
    everywhere: (row: number) =>
      `Row ${row} reaches every organization that you are in, also those that you will join.`,
    'every-package': (row: number) =>
      `Row ${row} can change every package there, also those that others publish.`,
    administer: (row: number) => `Row ${row} can change who is a member, and make further keys.`,
    account: (row: number) => `Row ${row} can make further keys of yours, and revoke them.`,
  },
  narrower: {
    days: 'Let it expire in 90 days',
    only: (what: string) => `Only ${what}`,
    name: 'Name the packages',
    without: 'Leave that out',
  },
  cancel: 'Cancel',
  expiresOn: (day: Part) => html`It expires on ${day}.`,
  neverExpires: 'It never expires: it works until somebody revokes it.',
  choices: {
    read: { label: 'Read', hint: 'install: index, metadata, files' },
    publish: { label: 'Publish', hint: 'upload new files and versions' },
    retire: { label: 'Yank', hint: 'hide a version, or bring it back' },
    delete: { label: 'Delete', hint: 'remove for good' },
    maintain: { label: 'Maintain', hint: 'change who its maintainers are' },
    administer: { label: 'Administer', hint: 'members, keys and settings' },
    account: { label: 'Manage my keys', hint: 'make, list and revoke them' },
  },
}

/** What is wrong with what was typed into the form of a key. */
export const keyProblems = {
  name: 'Give the key a name, so that you know it again in the list.',
  role: 'Choose the role of the key.',
  nothing: 'Say what it may do at most, from where, or until when.',
  noRow: 'Tick at least one thing that the key may do.',
  emptyRow: 'Tick at least one thing that the key may do here.',
  organizational: (choice: string) =>
    `“${choice}” is about a whole organization: choose “Every repository of ...” and no package.`,
  packageWhere: 'Choose the repository that this package is in.',
  package: (name: string) =>
    `“${name}” is no name of a package there. Write names as its clients do, with a comma between them.`,
  day: 'Choose a day, written like 2027-02-19.',
  dayPassed: 'Choose a day that has not passed.',
}
