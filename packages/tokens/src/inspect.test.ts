import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { propertyOptions } from '../../../test/support/runs.ts'
import { attenuate } from './attenuate.ts'
import { inspect } from './inspect.ts'
import { appendThirdParty, encodeV1, type Macaroon, mintMacaroon } from './macaroon/index.ts'
import { refused } from './refusal.ts'
import { noon } from './testing/accesses.ts'
import { mintWith } from './testing/tokens.ts'
import { writeToken } from './token-text.ts'

function inspected(macaroon: Macaroon, prefix?: string) {
  const inspection = inspect(writeToken(macaroon, prefix))
  if (refused(inspection)) throw new Error(inspection.message)
  return inspection
}

const foreign = (location: string, ...caveats: readonly string[]) =>
  mintMacaroon({
    rootKey: new Uint8Array(32),
    identifier: new TextEncoder().encode('f0f4cd0a-ab7a-4c73-a9ad-1d4b4b5d3f2f'),
    location,
    caveats: caveats.map(caveat => new TextEncoder().encode(caveat)),
  })

test('a token of ours tells its kind, id, restrictions in words and earliest expiry', () => {
  const token = mintWith(
    '["allow",[[["publish"],["pypi:acme/widget"]]]]',
    `[0,${noon + 60},0]`,
    `[0,${noon},0]`,
  )
  expect(inspected(token)).toMatchObject({
    issuer: 'latchkey',
    prefix: 'latchkey-',
    location: 'packages.example.com',
    identifier: '1.test.kAAAAAAAAAAAAAAAAAAAAAA',
    token: { kind: 'key', kid: 'test', id: 'AAAAAAAAAAAAAAAAAAAAAA' },
    restrictions: [
      { words: 'may only publish pypi:acme/widget' },
      { words: 'until 2027-01-15T08:01:00Z' },
      { words: 'until 2027-01-15T08:00:00Z' },
    ],
    expiresAt: noon,
    understood: true,
  })
})

test('a token without a word about itself is said to be restricted perhaps all the same, and where to ask', () => {
  expect(inspected(mintWith())).toMatchObject({
    restrictions: [],
    caution: 'This is what its text says, unverified: its server may hold further restrictions.',
    next: 'Ask packages.example.com, if you have it from there: GET /api/v1/validate with the token as bearer.',
  })
  expect(inspected(mintWith())).not.toHaveProperty('expiresAt')
})

test.for(['evil.example/?', '?/evil.example', 'evil.example:80a', 'evil.example:123456'])(
  'a location that is no host, %s, is not repeated as a place to send the token to',
  location => {
    const { next } = inspected({ ...mintWith(), location })
    expect(next).toContain('Ask the registry')
    expect(next).not.toContain('evil')
  },
)

test('a host with a port is one to ask', () => {
  expect(inspected({ ...mintWith(), location: 'localhost:7420' }).next).toContain('Ask localhost:7420,')
})

test('who holds a token of somebody else is told where to look', () => {
  expect(inspected(foreign('pypi.org'), 'pypi-').next).toBe(
    'Look for it under "API tokens" in the settings of your account there.',
  )
  expect(inspected(foreign('example.org'), '')).toMatchObject({
    caution: 'This is what its text says, unverified: its issuer may hold further restrictions.',
    next: 'Ask whoever issued it.',
  })
})

test('a token of PyPI is told by its prefix, or without it by its location', () => {
  const token = foreign('pypi.org', '[1, ["widget"]]')
  expect(inspected(token, 'pypi-')).toMatchObject({
    issuer: 'pypi',
    prefix: 'pypi-',
    identifier: 'f0f4cd0a-ab7a-4c73-a9ad-1d4b4b5d3f2f',
    restrictions: [{ words: 'only PyPI packages named widget' }],
    caution: expect.stringContaining('PyPI may hold further restrictions'),
  })
  expect(inspected(token, '')).toMatchObject({ issuer: 'pypi', prefix: '' })
  expect(inspected(foreign('test.pypi.org'), '')).toMatchObject({ issuer: 'pypi' })
  expect(inspected(foreign('example.org'), '')).toMatchObject({ issuer: 'other' })
  expect(inspected(token, 'other-')).toMatchObject({ issuer: 'other' })
})

test.each([
  ['{"version": 1, "permissions": {"projects": ["widget"]}}', 'only PyPI packages named widget'],
  ['{"version": 1, "permissions": "user"}', 'only as the account that it belongs to'],
  ['{"nbf": 0, "exp": 1795262400}', 'until 2026-11-21T12:00:00Z'],
  ['{"project_ids": ["an-id"]}', 'only PyPI packages with id an-id'],
])('the old form %s of PyPI is put into words, for a token of PyPI alone', (form, words) => {
  expect(inspected(foreign('pypi.org', form), 'pypi-').restrictions).toMatchObject([{ words }])
  const elsewhere = inspected(foreign('example.org', form), 'other-')
  expect(elsewhere.restrictions).toMatchObject([{ words: expect.stringContaining('not known here') }])
})

test.each([
  '{"version": 2, "permissions": "user"}',
  '{"version": 1, "permissions": {"projects": "widget"}}',
  '{"version": 1, "permissions": null}',
  '{"version": 1, "permissions": {"projects": ["widget"], "more": 1}}',
  '{"exp": 1795262400}',
  '{"exp": "soon", "nbf": 0}',
  '{"__proto__": 1}',
  'null',
  'permissions = user',
])('%s is no old form of PyPI', form => {
  const { restrictions, understood } = inspected(foreign('pypi.org', form), 'pypi-')
  expect(restrictions).toMatchObject([{ words: expect.stringContaining('not known here') }])
  expect(understood).toBe(false)
})

test('a restriction that is not text is shown in hexadecimal, also one of PyPI', () => {
  const token = mintMacaroon({
    ...foreign('pypi.org'),
    rootKey: new Uint8Array(32),
    caveats: [new Uint8Array([5, 255])],
  })
  expect(inspected(token, 'pypi-').restrictions).toEqual([
    { words: 'a restriction that is not known here: "05ff"' },
  ])
})

test('one restriction that is not known here is enough for a token not to be understood', () => {
  expect(inspected(mintWith(`[0,${noon},0]`, '["tomorrow"]')).understood).toBe(false)
})

test('a restriction that is not known here is shown as it is, and the token is not understood', () => {
  const inspection = inspected(foreign('example.org', 'account = 3735928559'), 'other-')
  expect(inspection.restrictions).toEqual([
    { words: 'a restriction that is not known here: "account = 3735928559"' },
  ])
  expect(inspection.understood).toBe(false)
})

const v1 = Buffer.from(encodeV1(foreign('pypi.org')) as Uint8Array).toString('base64url')
const withoutLocation = Buffer.from('0023identifier f0f4cd0a-ab7a-4c73\n').toString('base64url')

test.for([v1, `pypi-${v1}`, `my-pypi-${v1}`, `\n\t ${v1}`, withoutLocation])(
  'a macaroon in V1, %j, is told to be one',
  text => {
    expect(inspect(text)).toMatchObject({ code: 'macaroon_v1' })
  },
)

test('who holds what cannot be read here is told what it is, and what to do', () => {
  expect(inspect(v1)).toMatchObject({
    message: 'This is a macaroon in the old format V1; tokens are in V2.',
    next: 'Read it with the library that made it.',
  })
  expect(inspect('hunter2')).toMatchObject({
    message:
      'This is not the text of a macaroon: only the server that made it knows what it may do, and nobody can narrow it.',
    next: 'Make a narrower one where it was made.',
  })
})

test.for(['Ag!', 'latchkey-Ag!', '\n\t Ag!', '\n\t latchkey-Ag!'])(
  '%j begins like a macaroon, and what is wrong with it is said',
  text => {
    expect(inspect(text)).toMatchObject({ code: 'token_text' })
  },
)

const tooLong = 'x'.repeat(65)
test.for(['hunter2.Ag!', `hunter2.${v1}`, '.-Ag!', `.-${v1}`, `${tooLong}-Ag!`, `${tooLong}-${v1}`])(
  '%j has the beginning of a macaroon somewhere else, and is not taken for one',
  text => {
    expect(inspect(text)).toMatchObject({ code: 'token_opaque' })
  },
)

test('a third-party restriction names who has to discharge it', () => {
  const rootKey = new Uint8Array(32)
  const nonce = new Uint8Array(24)
  const token = appendThirdParty(mintWith(), {
    rootKey,
    identifier: nonce,
    location: 'https://auth.example',
    nonce,
  })
  expect(inspected(token)).toMatchObject({
    restrictions: [{ words: 'only with a discharge from "https://auth.example"' }],
    understood: false,
  })
})

test('every package of a long list is shown', () => {
  const names = Array.from({ length: 30 }, (_, index) => `package-${index}`)
  const narrowed = attenuate(mintWith(), { kind: 'project-names', names })
  for (const name of names) expect(inspected(narrowed).restrictions[0]?.words).toContain(name)
})

test.for([
  'npm_BCvmrWBoTgVRIS1E42ZOXI0MLyMh7U3EWOq0',
  'ghp_16C7e42F292c6912E7710c838347Ae178B4a',
  'hunter2',
  'glpat-abcdefghijkl',
])('%s is not a macaroon and is refused in a sentence that does not repeat it', text => {
  const refusal = inspect(text)
  expect(refusal).toMatchObject({ code: 'token_opaque' })
  expect(JSON.stringify(refusal)).not.toContain(text)
})

test('a token with a wrong character is not taken for something else', () => {
  expect(inspect(`latchkey-${writeToken(mintWith()).slice(9).replace('E', '!')}`)).toMatchObject({
    code: 'token_text',
  })
})

test('nothing that a terminal would obey is passed on as it is', () => {
  const inspection = inspected({
    ...foreign('\u001b[2J', '\u001b]0;gone\u0007'),
    identifier: new Uint8Array([27, 91]),
  })
  expect(inspection).toMatchObject({ location: '1b5b324a', identifier: '1b5b' })
  expect(JSON.stringify(inspection)).not.toContain('\\u00')
})

test('whatever bytes a restriction consists of, it is shown in visible ASCII', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 60 }), { maxLength: 4 }), caveats => {
      const { restrictions } = inspected(mintWith(...caveats))
      expect(restrictions).toHaveLength(caveats.length)
      for (const { words } of restrictions) expect(words).toMatch(/^[ -~]+$/)
    }),
    propertyOptions(5_000),
  )
})

test('a token that is cut off is refused as cut off, and none at all as missing', () => {
  expect(inspect(writeToken(mintWith()).slice(0, -9))).toMatchObject({ code: 'token_cut_off' })
  expect(inspect(' \n')).toMatchObject({ code: 'token_missing' })
})

test('inspect runs in a browser: nothing of Node and no WebAssembly stands behind it', () => {
  const text = writeToken(attenuate(mintWith(), { kind: 'expires', expiresAt: noon, notBefore: 0 }))
  const script = fileURLToPath(new URL('testing/inspect-in-a-browser.ts', import.meta.url))
  const output = execFileSync(process.execPath, ['--no-warnings', '--experimental-vm-modules', script, text])
  const { inspection, files } = JSON.parse(output.toString())
  expect(inspection).toEqual(inspect(text))
  expect(files).toContain('caveats/index.ts')
  expect(files.filter((file: string) => /verify|wasm/.test(file))).toEqual([])
})
