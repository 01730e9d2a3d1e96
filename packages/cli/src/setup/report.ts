/** What `latchkey setup` did, or would do, for people and for programs. */
import type { Output } from '@latchkey/protocol/command'
import { ourProgramNext } from './our-program.ts'
import { changesAnything, differences, type Prepared } from './prepare.ts'
import { secretsInWords } from './secrets/in-words.ts'

/** What a person reads before they are asked. */
export function proposal(prepared: Prepared): string {
  const said = notes(prepared)
  return `${said}${said === '' ? '' : '\n'}${allDifferences(prepared)}`
}

function allDifferences(prepared: Prepared): string {
  return differences(prepared)
    .map(each => each.difference)
    .join('')
}

function notes({ searched, kept, taking }: Prepared): string {
  return [
    ...searched.unread.map(({ message }) => message),
    secretsInWords(searched.found, taking),
    ...kept.map(
      path => `${path}: somebody changed lines of Latchkey's there. They stay; take them out yourself.`,
    ),
  ]
    .filter(line => line !== '')
    .join('\n')
}

/** Exit code 1 where not everything could be undone. */
export function report(
  prepared: Prepared,
  { dry, copies }: { dry: boolean; copies: readonly string[] },
): Output {
  const { client, place, repository, remove, kept, taking, searched } = prepared
  const changes = differences(prepared)
  const proposed = !dry && changesAnything(prepared)
  const next = remove ? [] : [...ourProgramNext(client, place), ...client.next(place)]
  const secrets = searched.found.flatMap(({ file, inProject, secrets: found }) =>
    found.map(({ line, kind, where, ours }) => ({
      ...{ path: file.path, line, kind, for: where, inProject },
      taken: ours && taking && !dry,
    })),
  )
  return {
    data: {
      ...{ client: client.name, repository: repository ?? null, removed: remove, dryRun: dry },
      ...{ changes, kept, secrets, copies, next },
    },
    ...(dry && { text: allDifferences(prepared) }),
    note: [...(proposed ? [] : [notes(prepared)]), ...done(prepared, dry, copies), ...(dry ? [] : next)]
      .filter(line => line !== '')
      .join('\n'),
    ...(kept.length > 0 && { no: true as const }),
  }
}

function done(prepared: Prepared, dry: boolean, copies: readonly string[]): readonly string[] {
  const { client, remove, place, kept } = prepared
  const what = `${client.name}${place.subject === '' ? '' : ` for ${place.subject}`}`
  if (changesAnything(prepared)) {
    if (dry) return ['Nothing was changed.']
    const copied = copies.map(copy => `As it was before, secrets and all, only you can read it: ${copy}`)
    const doubt =
      remove || client.verified ? [] : [`No test runs ${client.name} itself afterwards: not verified.`]
    return [
      ...doubt,
      ...copied,
      remove
        ? `${kept.length > 0 ? 'The rest of what' : 'What'} Latchkey set up for ${client.name} is gone.`
        : `${what} is set up.`,
    ]
  }
  if (kept.length > 0) return []
  return [
    remove
      ? `Nothing of Latchkey's is there for ${client.name}.`
      : `${what} is set up; nothing had to change.`,
  ]
}
