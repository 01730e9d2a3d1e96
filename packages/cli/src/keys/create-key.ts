/** Making a key: `key create` and `organization key ORG create`. */
import { isRole, type Role, roles } from '@latchkey/protocol'
import { type Output, text } from '@latchkey/protocol/command'
import { type Refusal, refuse, refused } from '@latchkey/tokens'
import type { Desk } from '../desk/index.ts'
import { type Asked, atRegistry } from '../registries/index.ts'
import { type AskedOfKey, askedOptions, readAsked, roleFor } from './asked-of-key.ts'
import { handOver, handOverOptions } from './hand-over.ts'
import type { Row } from './key.ts'
import { openKeyring } from './keyring.ts'
import { keyAsData, whatItMay } from './show-key.ts'
import { tooWide } from './too-wide.ts'
import { objectionToNames } from './typed-names.ts'

export const createOptions = {
  ...askedOptions,
  expires: text('WHEN', '15m, 7d, a date, or never. Default: 90 days where the key can write, else never.'),
  ...handOverOptions,
  ...atRegistry,
} as const

/** An organization's key has a role of its own. */
export const roleOption = {
  role: text(
    'ROLE',
    `${roles.join(', ')}. Default: the lowest that can do what is asked for, whoever published it first.`,
  ),
} as const

export interface NewKeyAsked extends AskedOfKey, Asked {
  readonly name: string
  readonly role?: string | undefined
  readonly output: string | undefined
  readonly force: boolean
}

export async function createKey(asked: NewKeyAsked, desk: Desk): Promise<Output | Refusal> {
  const { name, organization, output, force } = asked
  const noName = objectionToNames({ organization, keys: [name] })
  if (noName !== undefined) return noName
  const restrictions = await readAsked(asked, desk)
  if (refused(restrictions)) return restrictions
  const { may } = restrictions
  if (may === undefined) return nothingAllowed(organization)
  const role = organization === undefined ? undefined : readRole(asked.role, may)
  if (refused(role)) return role
  const ring = await openKeyring(desk, asked)
  if (refused(ring)) return ring
  const key = { ...restrictions, may, name, ...(role !== undefined && { role }) }
  return handOver(
    {
      ...{ output, force, group: ring.group },
      make: () => ring.create(key),
      tell(made) {
        const warnings = tooWide(made.key)
        const warned = warnings.map(each => `Warning: ${each}`)
        return {
          data: { key: keyAsData(made.key), warnings },
          note: [whatItMay(made.key, desk.now()), ...warned].join('\n'),
        }
      },
    },
    desk,
  )
}

function readRole(asked: string | undefined, may: readonly Row[]): Role | Refusal<'usage'> {
  if (asked === undefined) return roleFor(may)
  return isRole(asked)
    ? asked
    : refuse('usage', 'There is no such role.', `Write one of: ${roles.join(', ')}.`)
}

function nothingAllowed(organization = 'acme'): Refusal<'usage'> {
  return refuse(
    'usage',
    'Nothing says what the key may do.',
    `Say it: --package pypi:${organization}/widget to publish that, --repository pypi:${organization} to read all of it.`,
  )
}
