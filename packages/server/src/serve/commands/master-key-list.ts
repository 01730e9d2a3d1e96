/** `latchkey-server master-key list`: what every token is derived from, and how far a rotation has come. */
import { defineCommand } from '@latchkey/protocol/command'
import { listMasterKeys, type MasterKeyState } from '../../keys/index.ts'
import { countLogins } from '../../logins/index.ts'
import { withMasterKeys } from '../master-key-ground.ts'
import { instant } from './key-data.ts'

export const command = defineCommand({
  name: 'master-key list',
  about:
    'Lists the master keys: which one new tokens are made with, which are withdrawn, how many keys and logins that work were\n' +
    'derived from each, and whether this node was given it.',
  examples: ['npx latchkey-server master-key list', 'npx latchkey-server master-key list --json'],
  options: {},
  run: (_, terminal) =>
    withMasterKeys(terminal.environment, async ({ store, given }) => {
      const now = terminal.now()
      const states = await listMasterKeys(store.read, { given, now })
      const logins = await countLogins(store.read, now)
      const masterKeys = states.map(each => ({ ...each, liveLogins: logins.get(each.kid) ?? 0 }))
      return {
        data: { masterKeys: masterKeys.map(each => ({ ...each, since: instant(each.since) })) },
        text: masterKeys.map(describe).join('\n'),
      }
    }),
})

type Listed = MasterKeyState & { readonly liveLogins: number }

function describe({ kid, state, since, liveKeys, liveLogins, here }: Listed): string {
  const derived = `${liveKeys} ${liveKeys === 1 ? 'key' : 'keys'} and ${liveLogins} ${liveLogins === 1 ? 'login' : 'logins'} work`
  return `${kid}  ${state} since ${instant(since)}, ${derived}, ${here} on this node`
}
