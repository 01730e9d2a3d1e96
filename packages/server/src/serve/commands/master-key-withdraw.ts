/** `latchkey-server master-key withdraw`: what was made with it is refused everywhere, at once and for good. */
import { defineCommand, flag } from '@latchkey/protocol/command'
import { refused } from '@latchkey/tokens'
import { type Bereaved, bereavedBy, checkWithdrawal, withdrawMasterKey } from '../../keys/index.ts'
import { type LoginsOfAccount, loginsOfMasterKey } from '../../logins/index.ts'
import { withMasterKeys } from '../master-key-ground.ts'

/** As many owners as fit on a screen. */
const shown = 20

export const command = defineCommand({
  name: 'master-key withdraw',
  about:
    'Takes a master key out of use: every key, login and token that was made with it is refused on every node within a second,\n' +
    'for good. Without --yes it only counts them.',
  examples: [
    'npx latchkey-server master-key withdraw m1',
    'npx latchkey-server master-key withdraw m1 --yes',
  ],
  operands: ['KID'],
  options: { yes: flag('Do it: what was counted dies.') },
  run: ({ yes }, terminal, [kid = '']) =>
    withMasterKeys(terminal.environment, async ({ store }) => {
      const now = terminal.now()
      const objection = await checkWithdrawal(store.read, kid)
      if (refused(objection)) return objection
      const owners = await bereavedBy(store.read, kid, now)
      const people = await loginsOfMasterKey(store.read, kid, now)
      const dying = `${describe(owners)}\n${describeLogins(people)}`
      const data = {
        ...{ masterKey: kid, keys: total(owners), owners, withdrawn: yes },
        ...{ logins: totalLogins(people), people },
      }
      if (!yes)
        return {
          ...{ data, text: `${dying}\nThey would die. Nothing has changed.` },
          note: `To do it: npx latchkey-server master-key withdraw ${kid} --yes`,
          no: true,
        }
      const withdrawn = await withdrawMasterKey(store, { kid, now })
      if (refused(withdrawn)) return withdrawn
      return {
        ...{ data, text: `The master key ${kid} is withdrawn. ${dying}` },
        note: `Every node refuses what was made with it within a second. None needs ${kid} any more.`,
      }
    }),
})

function describe(owners: readonly Bereaved[]): string {
  if (owners.length === 0) return 'No key that works was made with it.'
  const lines = owners.map(({ kind, name, keys }) => `  ${kind} ${name}: ${keys}`)
  return [`Keys that were made with it and work: ${total(owners)}`, ...fitting(lines)].join('\n')
}

function describeLogins(people: readonly LoginsOfAccount[]): string {
  if (people.length === 0) return 'No login that works was made with it.'
  const lines = people.map(({ name, logins }) => `  account ${name}: ${logins}`)
  return [`Logins that were made with it and work: ${totalLogins(people)}`, ...fitting(lines)].join('\n')
}

function fitting(lines: readonly string[]): readonly string[] {
  const left = lines.length - shown
  return left > 0 ? [...lines.slice(0, shown), `  and ${left} more owners (--json tells all)`] : lines
}

function totalLogins(people: readonly LoginsOfAccount[]): number {
  return people.reduce((sum, { logins }) => sum + logins, 0)
}

function total(owners: readonly Bereaved[]): number {
  return owners.reduce((sum, { keys }) => sum + keys, 0)
}
