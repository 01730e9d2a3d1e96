/** `latchkey-server master-key withdraw`: what was made with it is refused everywhere, at once and for good. */
import { defineCommand, flag } from '@latchkey/protocol/command'
import { refused } from '@latchkey/tokens'
import { type Bereaved, bereavedBy, checkWithdrawal, withdrawMasterKey } from '../../keys/index.ts'
import { withMasterKeys } from '../master-key-ground.ts'

/** As many owners as fit on a screen. */
const shown = 20

export const command = defineCommand({
  name: 'master-key withdraw',
  about:
    'Takes a master key out of use: every key and token that was made with it is refused on every node within a second,\n' +
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
      const data = { masterKey: kid, keys: total(owners), owners, withdrawn: yes }
      if (!yes)
        return {
          ...{ data, text: `${describe(owners)}\nThey would die. Nothing has changed.` },
          note: `To do it: npx latchkey-server master-key withdraw ${kid} --yes`,
          no: true,
        }
      const withdrawn = await withdrawMasterKey(store, { kid, now })
      if (refused(withdrawn)) return withdrawn
      return {
        ...{ data, text: `The master key ${kid} is withdrawn. ${describe(owners)}` },
        note: `Every node refuses what was made with it within a second. None needs ${kid} any more.`,
      }
    }),
})

function describe(owners: readonly Bereaved[]): string {
  if (owners.length === 0) return 'No key that works was made with it.'
  const lines = owners.slice(0, shown).map(({ kind, name, keys }) => `  ${kind} ${name}: ${keys}`)
  const more = owners.length > shown ? [`  and ${owners.length - shown} more owners (--json tells all)`] : []
  return [`Keys that were made with it and work: ${total(owners)}`, ...lines, ...more].join('\n')
}

function total(owners: readonly Bereaved[]): number {
  return owners.reduce((sum, { keys }) => sum + keys, 0)
}
