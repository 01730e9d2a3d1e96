/** `latchkey helper docker`: what docker calls a credential helper. */
import { type Refusal, refuse, refused } from '@latchkey/tokens'
import { defineCommand } from '../command.ts'
import type { Desk } from '../desk/index.ts'
import {
  dockerAnswer,
  dockerList,
  handOut,
  knownRegistries,
  notFound,
  placesOfServer,
  readLines,
  readServer,
} from '../helpers/index.ts'

export const command = defineCommand({
  name: 'helper docker',
  about:
    'Answers docker, which calls it with get, store, erase or list. For a registry that somebody logs in to here it says\n' +
    'a token that can pull and push there for thirty minutes; of anything else it says that there is nothing. It keeps\n' +
    'nothing: "docker login" and "docker logout" are latchkey login and latchkey logout. Tried without a daemon only.',
  examples: [
    '# What docker has to find in ~/.docker/config.json: { "credHelpers": { "packages.example.com": "latchkey" } }',
    'echo packages.example.com | latchkey helper docker get',
  ],
  operands: ['OPERATION'],
  options: {},
  async run(_options, desk, [operation]) {
    if (operation === 'get') return get(desk)
    if (operation === 'list') {
      const known = await knownRegistries(desk)
      return refused(known) ? aloud(known) : { text: dockerList(known) }
    }
    return operation === 'store' || operation === 'erase' ? aloud(keepsNothing) : unknown
  },
})

async function get(desk: Desk) {
  const server = await readServer(readLines(desk.pieces()))
  if (refused(server)) return aloud(server)
  for (const place of placesOfServer(server)) {
    const given = await handOut(desk, {
      place,
      doing: () => ({ actions: ['read', 'publish'], target: 'oci:*', expires: '30m' }),
    })
    // docker asks about all registries where it builds: one where nobody is logged in must not end that.
    if (refused(given) && given.code === 'no_credentials') return { ...aloud(given), text: notFound }
    if (refused(given)) return aloud(given)
    if (given !== undefined) return { text: dockerAnswer(server, given) }
  }
  return { text: notFound, no: true as const }
}

/** docker shows what stands on standard output, and loses the rest. */
function aloud({ message, next }: Refusal) {
  return { text: `${message}\n${next}`, note: `${message}\n${next}`, no: true as const }
}

const keepsNothing: Refusal<'keeps_nothing'> = refuse(
  'keeps_nothing',
  'Latchkey keeps logins of its own, and nothing for docker.',
  'To log in: latchkey login. To log out: latchkey logout.',
)

const unknown: Refusal<'usage'> = refuse(
  'usage',
  'docker asks for get, store, erase or list.',
  'Type: latchkey helper docker --help',
)
