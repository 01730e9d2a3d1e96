/** `latchkey token burn`: a token that leaked is killed by its text. */
import { flag, text } from '@latchkey/protocol/command'
import { type Inspection, inspect, type Refusal, refuse, refused } from '@latchkey/tokens'
import { defineCommand } from '../command.ts'
import { burnMine, burnText } from '../keys/index.ts'
import { atRegistry } from '../registries/index.ts'
import { aboutToken, readTokenText } from '../token-source.ts'

export const command = defineCommand({
  ...aboutToken,
  name: 'token burn',
  about:
    'Kills a token with all that was made from it, and says what died: the text of a key revokes the key, that of a login ends\n' +
    'the login, a token made from either dies alone. The text comes by standard input, a file or the environment; whoever\n' +
    'has it may kill it, and needs no login for that.',
  examples: [
    '# A token that stood in a log',
    'latchkey token burn < leaked.txt',
    '# The one in use here',
    'latchkey token burn --mine',
  ],
  options: {
    ...aboutToken.options,
    mine: flag('The token in use here, which is forgotten, too.'),
    repository: text('REPOSITORY', 'With --mine: the one in use for this repository, as pypi:acme.'),
    ...atRegistry,
  },
  async run({ mine, repository, 'token-file': path, ...asked }, desk) {
    if (mine && path !== undefined) return both
    if (repository !== undefined && !mine) return withoutMine
    if (mine) return burnMine(desk, asked, repository)
    const token = await readTokenText(path, desk)
    if (refused(token)) return token
    const inspection = inspect(token.expose())
    if (refused(inspection))
      return inspection.code === 'token_opaque' ? ofNoLatchkey('where it was made') : inspection
    return objectionTo(inspection) ?? burnText(desk, asked, { token, location: inspection.location })
  },
})

function objectionTo({ issuer }: Inspection): Refusal | undefined {
  if (issuer === 'latchkey') return undefined
  const where =
    issuer === 'pypi' ? 'under "API tokens" in the settings of your account at PyPI' : 'where it was made'
  return ofNoLatchkey(where)
}

function ofNoLatchkey(where: string): Refusal<'unknown_issuer'> {
  return refuse('unknown_issuer', 'This token was not made by a Latchkey.', `Revoke it ${where}.`)
}

const both: Refusal<'usage'> = refuse(
  'usage',
  'There is a token in a file, and --mine is the one in use here.',
  'Give one of them.',
)

const withoutMine: Refusal<'usage'> = refuse(
  'usage',
  'A token that is given is the same for every repository.',
  'Leave out --repository, or add --mine.',
)
