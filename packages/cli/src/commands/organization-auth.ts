/** `latchkey organization auth ORG`: a key of an organization is used for its repositories, and not kept. */
import { text, texts } from '@latchkey/protocol/command'
import { type Refusal, refuse, refused } from '@latchkey/tokens'
import { defineCommand } from '../command.ts'
import { instant, moment } from '../from-now.ts'
import { type InUse, isOrganization, readSecret, useOrganizationKey } from '../keys/index.ts'
import { atRegistry, atSameRegistry, openRegistry } from '../registries/index.ts'

export const command = defineCommand({
  name: 'organization auth',
  about:
    'Takes a key of an organization and uses it for all repositories of that organization, in every ecosystem. The key is\n' +
    'traded at once for a token of half an hour; the token is kept, the key is not. It comes by standard input or a file.',
  examples: [
    'latchkey organization auth acme < acme.key',
    '# To publish a package, too, with a key that may describe, read, publish and retire it',
    'latchkey organization auth acme --scope repositories --scope package:pypi:acme/widget < acme.key',
  ],
  operands: ['ORG'],
  options: {
    'key-file': text('PATH', 'Read the key from a file, not from standard input.'),
    scope: texts('SCOPE', 'What the token is good for; to read whatever the key may read, unless told.'),
    ...atRegistry,
  },
  async run({ 'key-file': path, scope, ...asked }, desk, [organization = '']) {
    if (!isOrganization(organization)) return noOrganization
    const open = await openRegistry(desk, asked)
    if (refused(open)) return open
    const key = await readSecret({ path, question: `Key of ${organization}: ` }, desk)
    if (refused(key)) return key
    if (key === undefined) return noKey(organization)
    const used = await useOrganizationKey(desk, open, {
      ...{ organization, key },
      scope: scope.join(' ') || 'repositories',
    })
    if (refused(used)) return used
    const { registry } = open.chosen
    const { scopes, expiresAt, overriddenBy } = used
    const until = expiresAt === undefined ? '' : ` until ${moment(expiresAt, desk.now())}`
    const note = whatGoesBefore(used, organization)
    return {
      data: {
        ...{ registry, organization, scopes, overriddenBy: overriddenBy ?? null },
        expiresAt: instant(expiresAt),
      },
      text: `The repositories of ${organization} are used with a token of that key${until}. The key was not kept.`,
      ...(note !== undefined && { note: atSameRegistry(note, asked) }),
    }
  },
})

function whatGoesBefore({ overriddenBy, beforeLogin }: InUse, organization: string): string | undefined {
  if (overriddenBy !== undefined) return `Warning: ${overriddenBy} goes before it. Unset that to use it.`
  if (!beforeLogin) return undefined
  return `There it goes before your login. To end it: latchkey token burn --mine --repository pypi:${organization}`
}

/** What was typed may be the key. */
const noOrganization: Refusal<'usage'> = refuse(
  'usage',
  'That is no name of an organization.',
  'Type: latchkey organization auth acme < KEY_FILE',
)

function noKey(organization: string): Refusal<'no_token'> {
  return refuse(
    'no_token',
    'There is no key to use.',
    `Pipe it in: latchkey organization auth ${organization} < KEY_FILE`,
  )
}
