/** `latchkey token`: the token in use, as it is or narrower. */
import type { Credential } from '@latchkey/client'
import { text, texts } from '@latchkey/protocol/command'
import { parseTarget, type Refusal, refuse, refused } from '@latchkey/tokens'
import { defineCommand } from '../command.ts'
import type { Desk } from '../desk/index.ts'
import { fromNow, instant } from '../from-now.ts'
import { atRegistry, type CredentialFor, credentialAtHand } from '../registries/index.ts'

export const command = defineCommand({
  name: 'token',
  about:
    'Prints the token that would be sent now, refreshed if that is due, and nothing else on standard output. Narrowed\n' +
    'where that is asked for: the narrower one can do no more than the one in use, and dies with it. Asks nobody.\n' +
    'About any other token: latchkey token inspect, attenuate and burn.',
  examples: [
    '# For a program that takes a token',
    'curl -H "Authorization: Bearer $(latchkey token)" https://packages.example.com/api/v1/validate',
    '# To publish one package within five minutes',
    'latchkey token --for pypi:acme/widget --expires 5m',
    '# To read what a repository holds, for a program',
    'latchkey token --for pypi:acme --expires 1h --json',
  ],
  options: {
    repository: text(
      'REPOSITORY',
      'The one that is sent to this repository, as pypi:acme; else that for the API.',
    ),
    for: text(
      'TARGET',
      'Only to publish this package, as pypi:acme/widget, or to read this repository, as pypi:acme.',
    ),
    action: texts(
      'ACTION',
      'Only this, there: describe, read, publish, retire, delete, maintain, administer, account.',
    ),
    expires: text('WHEN', 'For how long: 5m, 2h, 7d, or until: 2027-01-31, 2027-01-31T12:00Z.'),
    ...atRegistry,
  },
  async run({ registry, account, ...asked }, desk) {
    const what = wantedFor(asked.repository ?? asked.for)
    if (refused(what)) return what
    const inUse = await credentialAtHand(desk, { registry, account }, what)
    if (refused(inUse)) return inUse
    const { credential, chosen } = inUse
    const { for: target, action, expires } = asked
    const isNarrowed = target !== undefined || action.length > 0 || expires !== undefined
    const given = isNarrowed ? await narrower(credential, asked, desk) : credential
    if (refused(given)) return given
    const [text, { expiresAt }, { source }] = [given.token.expose(), given, credential]
    return {
      get data() {
        return { token: text, registry: chosen.registry, source, expiresAt: instant(expiresAt) }
      },
      text,
      ...(desk.interactive.error && { note: inWords(chosen.registry, source, expiresAt, desk.now()) }),
    }
  },
})

type Given = Pick<Credential, 'token' | 'expiresAt'>

interface Narrower {
  readonly repository: string | undefined
  readonly for: string | undefined
  readonly action: readonly string[]
  readonly expires: string | undefined
}

async function narrower(
  { token, expiresAt }: Given,
  { repository, for: target = repository, action, expires }: Narrower,
  desk: Desk,
): Promise<Given | Refusal> {
  // Late: a token as it is, is printed a hundred times a day.
  const { asItIs, narrowed } = await import('../narrowing/index.ts')
  const place = target === undefined ? {} : { [target.includes('/') ? 'package' : 'repository']: [target] }
  const narrow = await narrowed(token, { ...asItIs, ...place, action, expires }, desk)
  if (refused(narrow)) return narrow
  const ofText = narrow.expiresAt ?? Number.POSITIVE_INFINITY
  const ends = Math.min(ofText * 1000, expiresAt ?? Number.POSITIVE_INFINITY)
  return { token: narrow.token, ...(Number.isFinite(ends) && { expiresAt: ends }) }
}

/** The token for a package is that of its repository. */
function wantedFor(named: string | undefined): CredentialFor | Refusal {
  if (named === undefined) return { permission: 'read' }
  const target = parseTarget(named)
  const { ecosystem, organization } = refused(target) ? {} : target
  if (ecosystem === undefined || organization === undefined)
    return refuse(
      'not_a_repository',
      'That is neither a repository nor a package.',
      'Write pypi:acme or pypi:acme/widget.',
    )
  return { repository: `${ecosystem}:${organization}` }
}

function inWords(registry: string, source: string, expiresAt: number | undefined, now: number): string {
  const until =
    expiresAt === undefined ? 'how long it lasts is not said' : `it ends ${fromNow(expiresAt, now)}`
  return `For ${registry}, from the ${source}; ${until}. Whoever has it can use it.`
}
