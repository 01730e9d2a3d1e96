/** `latchkey-server key create`: a key without a browser. Its text goes to standard output, once. */
import { isRole, roles } from '@latchkey/protocol'
import { defineCommand, parseMoment, required, text, texts } from '@latchkey/protocol/command'
import { describeCaveat, refuse, refused } from '@latchkey/tokens'
import { keyCaveats } from '../../keys/index.ts'
import { withExistingRooms } from '../with-rooms.ts'
import { readAllow } from './allow-rows.ts'
import { keyData } from './key-data.ts'
import { findOwner, ownerOptions } from './owner.ts'

export const command = defineCommand({
  name: 'key create',
  about:
    'Makes a key and prints its text, once, on standard output. What it may do is said row by row: ACTIONS=TARGET, with\n' +
    'the actions describe, read, publish, retire, delete, maintain, administer, account, and a target such as\n' +
    'pypi:acme (the whole repository) or pypi:acme/widget (one package, whether or not it exists yet).',
  examples: [
    '# A key for CI: publish one package, read the others',
    'npx latchkey-server key create --organization acme --role write --name ci --allow publish=pypi:acme/widget --allow read=pypi:acme',
    '# A key of a person, for a week, from one network',
    'npx latchkey-server key create --account ada --name laptop --allow publish,read=pypi:acme --expires 7d --network 10.0.0.0/8',
  ],
  options: {
    ...ownerOptions,
    name: required('TEXT', 'How lists call the key.'),
    allow: texts('ACTIONS=TARGET', 'What the key may do. At least one.'),
    role: text('ROLE', `Of an organization's key: ${roles.join(', ')}.`),
    network: texts('NETWORK', 'From where alone it may be used.'),
    expires: text('WHEN', '15m, 7d, a date, or never. Default: 90 days where the key can write, else never.'),
  },
  async run({ name, role, expires, ...values }, terminal) {
    const caveats = keyCaveats({ allow: readAllow(values.allow), networks: values.network })
    if (refused(caveats)) return caveats
    if (role !== undefined && !isRole(role))
      return refuse('usage', 'There is no such role.', `Write one of: ${roles.join(', ')}.`)
    const expiresAt =
      expires === undefined || expires === 'never' ? expires : parseMoment(expires, terminal.now())
    if (refused(expiresAt)) return expiresAt
    return withExistingRooms(terminal.environment, async rooms => {
      const owner = await findOwner(rooms, values)
      if (refused(owner)) return owner
      const made = await rooms.keys.create({
        owner,
        name,
        caveats,
        by: 'local command',
        ...(role === undefined ? {} : { role }),
        ...(expiresAt === undefined ? {} : { expiresAt }),
      })
      if (refused(made)) return made
      const token = made.token.expose()
      const may = made.key.caveats.map(caveat => `  ${describeCaveat(caveat)}`).join('\n')
      return {
        data: { key: keyData(made.key), token },
        text: token,
        note: `The key "${made.key.name}" is shown once; keep it now.\n${may}`,
      }
    })
  },
})
