/** A program that nobody here knows: what it does is said, and so is the variable in which it reads its credential. */
import { parseTarget, quoted, type Refusal, refuse, refused } from '@latchkey/tokens'
import type { Client } from './client.ts'
import { clients } from './clients/index.ts'

/** `as`: `env:NAME`. `named`: a package or repository, which says the ecosystem. */
export function anyProgram(
  program: string,
  as: string | undefined,
  named: string | undefined,
): Client | Refusal {
  if (as === undefined) return unknownProgram(program)
  const [, variable] = /^env:([A-Za-z_][A-Za-z0-9_]*)$/.exec(as) ?? []
  if (variable === undefined)
    return refuse('usage', `--as ${quoted(as, 40)} says no variable.`, 'Write --as env:NAME.')
  const target = named === undefined ? undefined : parseTarget(named)
  if (target === undefined || refused(target) || target.ecosystem === undefined) return notSaid
  return {
    ...{ name: program, ecosystem: target.ecosystem },
    doing: async () => ({ actions: ['read'], packages: [] }),
    equip: async ({ token }) => ({ environment: { [variable]: token.expose() } }),
  }
}

const notSaid = refuse(
  'usage',
  'It is not known what the program is about to do.',
  'Say it: --package pypi:acme/widget (to publish it), or --repository pypi:acme (to read it).',
)

function unknownProgram(program: string): Refusal<'usage'> {
  const known = clients.map(({ name }) => name).join(', ')
  return refuse(
    'usage',
    `How ${quoted(program, 40)} reads a credential is not known; known are ${known}.`,
    'Say it: latchkey exec --package pypi:acme/widget --as env:NAME -- PROGRAM ...',
  )
}
