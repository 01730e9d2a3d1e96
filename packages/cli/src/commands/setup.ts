/** `latchkey setup`: points a client at a repository, by that client's own means. */
import { flag, text } from '@latchkey/protocol/command'
import { type Refusal, refuse, refused } from '@latchkey/tokens'
import { defineCommand } from '../command.ts'
import type { Desk } from '../desk/index.ts'
import { atRegistry, openRegistry } from '../registries/index.ts'
import type { Searched } from '../setup/index.ts'

export const command = defineCommand({
  name: 'setup',
  about:
    'Points a client at a repository, so that it asks Latchkey for a credential when it needs one. It shows what changes in\n' +
    'which file and asks; nothing secret is written. Secrets of this registry that lie in .pypirc, .npmrc or netrc are said,\n' +
    'and taken out if you like; their file is kept as it was where only you can read it.\n\n' +
    'CLIENT is twine, pip, uv, npm, pnpm, yarn, hex, cargo, docker or git. No test runs uv or mix afterwards: `not verified`.\n' +
    'What the registry says that it does not serve is refused. What no Latchkey serves yet (npm, cargo, docker, git) was\n' +
    'tried with registries that stand in for it.',
  examples: [
    '# twine uploads to the packages of acme, with whatever login there is',
    'latchkey setup twine --repository pypi:acme',
    '# What that would change',
    'latchkey setup twine --repository pypi:acme --dry-run',
    '# And back, byte for byte',
    'latchkey setup twine --remove',
  ],
  operands: ['CLIENT'],
  options: {
    ...atRegistry,
    repository: text('REPOSITORY', 'As pypi:acme. docker and git are set up for the whole registry.'),
    name: text('NAME', 'What the client calls it; the organization unless told.'),
    remove: flag('Undo what was set up: for --repository, or for all.'),
    replace: flag('Take secrets of this registry out of files, too.'),
    'dry-run': flag('Only show what would change.'),
    yes: flag('Write without asking.'),
  },
  async run({ remove, repository, name, replace, yes, 'dry-run': dry, ...where }, desk, operands) {
    const setup = await import('../setup/index.ts')
    const open = await openRegistry(desk, where)
    if (refused(open)) return open
    const at = { origin: open.chosen.registry, folder: open.folder }
    const found = setup.placeAt(
      desk,
      { client: operands[0], repository, name, remove, account: where.account },
      at,
    )
    if (refused(found)) return found
    const { client, place } = found
    const objection = remove ? undefined : await setup.objectionOf(open.client.registry, client)
    if (objection !== undefined) return objection
    const asks = !dry && !yes
    if (asks && !desk.person.isThere) return nobodyToAsk(client.name, repository, remove)

    const searched = await setup.searchSecrets({ ...place, project: desk.folder })
    const taking = !remove && (replace || (asks && (await agreesToTake(desk, searched))))
    const prepared = await setup.prepare(desk, found, searched, { remove, repository, taking })
    if (refused(prepared)) return prepared

    if (dry || !setup.changesAnything(prepared)) return setup.report(prepared, { dry, copies: [] })
    desk.say(setup.proposal(prepared))
    if (asks && !(await agrees(desk, 'Write this?'))) return declined
    const copies = await setup.apply(desk, prepared)
    return refused(copies) ? copies : setup.report(prepared, { dry, copies })
  },
})

/** Only those of this registry; nobody is asked where there are none. */
async function agreesToTake(desk: Desk, searched: Searched): Promise<boolean> {
  const { hasOurs, secretsInWords } = await import('../setup/index.ts')
  if (!hasOurs(searched)) return false
  desk.say(`${secretsInWords(searched.found, true)}\n`)
  return agrees(desk, 'Take them out?')
}

async function agrees({ person }: Desk, question: string): Promise<boolean> {
  return /^y(es)?$/i.test(((await person.ask(`${question} [y/N] `)) ?? '').trim())
}

function nobodyToAsk(
  client: string,
  repository: string | undefined,
  remove: boolean,
): Refusal<'nobody_to_ask'> {
  const words = [
    client,
    ...(repository === undefined ? [] : ['--repository', repository]),
    ...(remove ? ['--remove'] : []),
  ]
  return refuse(
    'nobody_to_ask',
    'Nobody is here who could be shown what changes.',
    `Type: latchkey setup ${words.join(' ')} --dry-run, and --yes in its place when you like it`,
  )
}

const declined: Refusal<'declined'> = refuse(
  'declined',
  'Nothing was changed.',
  'Type the same again with --dry-run to look at it.',
)
