/** `latchkey explain`: which credential would be sent, and what became of every other. */
import type { Candidate } from '@latchkey/client'
import { type Refusal, refused } from '@latchkey/tokens'
import { defineCommand } from '../command.ts'
import { type Asked, atRegistry, openRegistry, typedFor } from '../registries/index.ts'

export const command = defineCommand({
  name: 'explain',
  about:
    'Lists every place where a credential may come from, in the order in which they count: which one wins, and why each\n' +
    'other does not. For the API of a registry, or for one repository. Sends nothing, changes nothing, shows no secret.',
  examples: [
    '# At the registry that `latchkey switch` chose',
    'latchkey explain',
    '# For one repository there',
    'latchkey explain pypi:acme',
    '# At another registry, for a program',
    'latchkey explain https://packages.example.com --json',
  ],
  operands: ['[REGISTRY|REPOSITORY]'],
  options: atRegistry,
  async run(options, desk, [named]) {
    const { repository, ...asked } = whatIsAsked(named, options)
    const open = await openRegistry(desk, asked)
    if (refused(open)) return open
    const { client, chosen } = open
    if (repository !== undefined && client.registry.place(repository) === undefined) {
      const nowhere = await client.resolveRepository(repository)
      return nowhere as Refusal
    }
    const explained = await client.explain(repository === undefined ? {} : { repository })
    const candidates = explained.candidates.filter(isOfThisCommand)
    const warnings = warningsOf(candidates)
    const winner = candidates.find(({ outcome }) => outcome === 'won')
    const about =
      repository === undefined ? `The API of ${chosen.registry}` : `${repository} at ${chosen.registry}`
    const logIn = typedFor('login', chosen)
    return {
      data: {
        registry: chosen.registry,
        repository: repository ?? null,
        winner: winner?.source ?? null,
        ...{ candidates, warnings },
      },
      text: [
        `${about}:`,
        '',
        ...candidates.map(inALine),
        '',
        winner === undefined
          ? `Nothing would be sent. Run: ${logIn}`
          : `What would be sent: ${winner.where}.`,
        ...warnings.map(({ message, next }) => `${message}\n${next}`),
      ].join('\n'),
    }
  },
})

/** `localhost:7420` is a registry, and `pypi:acme` none. */
function whatIsAsked(named: string | undefined, asked: Asked): Asked & { readonly repository?: string } {
  if (named === undefined) return asked
  const isRepository = /^[a-z][a-z0-9]*:(?!\d+$)[a-z0-9][a-z0-9-]*$/.test(named)
  return isRepository ? { ...asked, repository: named } : { ...asked, registry: named }
}

/** What only a program that embeds the library can be given, and was not. */
function isOfThisCommand({ source, where, outcome }: Candidate): boolean {
  const isOfHosts = source === 'override' || source === 'explicit' || where.startsWith('what the host gives')
  return !isOfHosts || outcome !== 'nothing'
}

function inALine({ source, where, outcome, why }: Candidate): string {
  return `${outcome === 'won' ? '*' : ' '} ${outcome.padEnd(12)}  ${source.padEnd(14)}  ${where}: ${why}`
}

interface Warning {
  readonly variable: string
  readonly message: string
  readonly next: string
}

/** A variable that goes before a login is seldom meant by whoever has just logged in. */
function warningsOf(candidates: readonly Candidate[]): readonly Warning[] {
  const login = candidates.find(({ source, outcome }) => source === 'login' && outcome === 'lost')
  if (login === undefined) return []
  return candidates
    .filter(({ source, outcome }) => source === 'environment' && (outcome === 'won' || outcome === 'failed'))
    .map(({ where }) => ({
      variable: where,
      message: `${where} goes before ${login.where}, which is not used.`,
      next: `To use the login: unset ${where}`,
    }))
}
