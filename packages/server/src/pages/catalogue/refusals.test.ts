/** Which refusals the pages can show, read from the source, and that each is said in every language. */
import { globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { english } from './en/index.ts'
import { languages } from './languages.ts'

const server = new URL('../../', import.meta.url)

/** The rooms whose refusals a page shows as they come. */
const rooms = [
  ...[
    'pages',
    'authorizations',
    'invitations',
    'lock-out',
    'logins',
    'clients',
    'passkeys',
    'second-factors',
    'keys',
  ],
  ...['repositories', 'organizations', 'accounts', 'limits', 'access'],
]

/** What only clients, commands or starting up hear, though it is said in one of these rooms. */
const elsewhere = new Set([
  // The token endpoint's.
  ...[
    'authorization_pending',
    'slow_down',
    'expired_token',
    'invalid_grant',
    'credential_required',
    'invalid_client',
  ],
  // Commands' and a node's that starts.
  ...['second_factor_key_differs', 'unknown_master_key'],
  ...[
    'master_key_missing',
    'master_key_differs',
    'master_key_exists',
    'master_key_minting',
    'master_key_withdrawn',
  ],
  // The API's, and of uploads.
  ...['unknown_action', 'no_documentation', 'file_exists', 'file_name_used', 'quota_exceeded'],
])

function* codesIn(room: string): Generator<string> {
  for (const file of globSync(`${room}/**/*.ts`, { cwd: server })) {
    if (/\.test\.|\.contract\.|testing/.test(file)) continue
    const source = readFileSync(new URL(file, server), 'utf8')
    for (const [, code = ''] of source.matchAll(/\brefuse(?:ForNow)?\(\s*'([a-z_]+)'/g)) yield code
  }
}

const shown = new Set(rooms.flatMap(room => [...codesIn(room)]).filter(code => !elsewhere.has(code)))

test.each(languages.filter(each => each !== english))(
  'every refusal that a page can show is said in $name',
  ({ refusals }) => {
    expect(shown.size).toBeGreaterThan(40)
    expect([...shown].filter(code => refusals[code] === undefined)).toEqual([])
  },
)
