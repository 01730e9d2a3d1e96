import { type Machine, thisMachine } from '@latchkey/client'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { propertyOptions } from '../../../../test/support/runs.ts'
import { type HelperHome, homeWith, wordsOf } from '../helpers/testing/kept-logins.ts'
import { noon } from '../testing/terminal.ts'

let home: HelperHome
beforeAll(async () => {
  home = await homeWith({ registry: 'https://packages.example.com' })
})
afterAll(() => home.remove())

const index = 'sparse+https://packages.example.com/cargo/acme/'
const cksum = 'ab'.repeat(32)

function line(more: object, at = index): string {
  const registry = { 'index-url': at, name: 'acme', headers: ['WWW-Authenticate: Cargo'] }
  return `${JSON.stringify({ v: 1, kind: 'get', operation: 'read', registry, args: [], ...more })}\n`
}

/** What the registry says of itself (RFC 8414), and nothing else. */
const fetch: Machine['fetch'] = async () => {
  const origin = 'https://packages.example.com'
  const said = { issuer: origin, token_endpoint: `${origin}/oauth/token`, latchkey_unseen_caveats: [] }
  return Response.json(said)
}

const clock: Machine['clock'] = { ...thisMachine().clock, now: () => noon }

async function answers(input: string): Promise<readonly unknown[]> {
  const { exitCode, output } = await home.helper('cargo --cargo-plugin', { input, machine: { fetch, clock } })
  expect(exitCode).toBe(0)
  const [hello = '', ...rest] = output.trimEnd().split('\n')
  expect(JSON.parse(hello)).toEqual({ v: [1] })
  return rest.map(each => JSON.parse(each))
}

async function tokenFor(more: object): Promise<readonly string[]> {
  const [answer] = (await answers(line(more))) as readonly { readonly Ok?: { readonly token: string } }[]
  return wordsOf(answer?.Ok?.token ?? '').slice(2)
}

describe('cargo is given', () => {
  test('to read, a token for that repository that it may use for as long as it lasts', async () => {
    const [answer] = await answers(line({}))
    expect(answer).toEqual({
      Ok: {
        ...{ kind: 'get', token: expect.any(String), operation_independent: false },
        ...{ cache: 'expires', expiration: noon / 1000 + 1800 },
      },
    })
    expect(await tokenFor({})).toEqual([
      'may only read cargo:acme',
      'only at https://packages.example.com',
      'until 2026-11-21T12:30:00Z',
    ])
  })

  test('to publish, a token for that version of that crate with that checksum, for five minutes and this once', async () => {
    const request = { operation: 'publish', name: 'widget', vers: '1.2.3', cksum }
    expect(await tokenFor(request)).toEqual([
      'may only publish cargo:acme/widget',
      'only version 1.2.3',
      `only a file with digest sha256:${cksum}`,
      'only at https://packages.example.com',
      'until 2026-11-21T12:05:00Z',
    ])
    expect(await answers(line(request))).toMatchObject([{ Ok: { cache: 'never' } }])
  })

  test.each([
    ['yank', { vers: '1.2.3' }, 'may only retire cargo:acme/widget'],
    ['unyank', { vers: '1.2.3' }, 'may only retire cargo:acme/widget'],
    ['owners', {}, 'may only maintain cargo:acme/widget'],
  ])('to %s, a token for that', async (operation, more, words) => {
    expect((await tokenFor({ operation, name: 'widget', ...more }))[0]).toBe(words)
  })

  test('several answers by one process, one for each line', async () => {
    const elsewhere = line({}, 'sparse+https://index.crates.io/')
    expect(await answers(line({}) + elsewhere + line({}))).toMatchObject([
      { Ok: {} },
      { Err: {} },
      { Ok: {} },
    ])
  })
})

test.each([
  'sparse+https://index.crates.io/',
  'https://github.com/rust-lang/crates.io-index',
  'sparse+https://packages.example.com.evil.example/cargo/acme/',
  'sparse+http://packages.example.com/cargo/acme/',
  'sparse+https://packages.example.com/npm/acme/',
  'sparse+https://packages.example.com/cargo/*/',
  'sparse+https://packages.example.com/cargo/ACME/',
  'sparse+https://packages.example.com/',
  'sparse+sparse+https://packages.example.com/cargo/acme/',
  'sparse+https://evil.example/?https://packages.example.com/cargo/acme/',
])('the next provider is asked about %s', async at => {
  expect(await answers(line({}, at))).toEqual([{ Err: { kind: 'url-not-supported' } }])
})

test('the next provider logs somebody in where nobody here is', async () => {
  const at = 'sparse+https://index.crates.io/'
  expect(await answers(line({ kind: 'login' }, at))).toEqual([{ Err: { kind: 'url-not-supported' } }])
})

test.each(['login', 'logout'])('%s is answered with what to type', async kind => {
  expect(await answers(line({ kind, token: 'hunter2', 'login-url': 'https://evil.example' }))).toEqual([
    {
      Err: {
        ...{ kind: 'other', message: 'Latchkey keeps logins of its own, and nothing for cargo.' },
        'caused-by': [`Run: latchkey ${kind} https://packages.example.com`],
      },
    },
  ])
})

test('an operation of later days is none that there is a token for', async () => {
  expect(await answers(line({ operation: 'transfer', name: 'widget' }))).toEqual([
    { Err: { kind: 'operation-not-supported' } },
  ])
  expect(await answers(line({ kind: 'rotate' }))).toEqual([{ Err: { kind: 'operation-not-supported' } }])
})

test('where nobody is logged in the next provider may know somebody, and the person is told', async () => {
  const empty = await homeWith()
  const answer = await empty.helper('cargo --cargo-plugin', {
    input: line({}),
    environment: { LATCHKEY_REGISTRY: 'https://packages.example.com' },
  })
  expect(answer.output).toBe('{"v":[1]}\n{"Err":{"kind":"not-found"}}\n')
  expect(answer.said).toContain('Run: latchkey login https://packages.example.com\n')
  empty.remove()
})

test('what is wrong ends cargo’s command, in words: a login that is over, and no network', async () => {
  const { output } = await home.helper('cargo --cargo-plugin', { input: line({}), now: noon + 3_600_000 })
  const [, answer = ''] = output.split('\n')
  expect(JSON.parse(answer)).toEqual({
    Err: { kind: 'other', message: expect.any(String), 'caused-by': [expect.any(String)] },
  })
})

test.each([
  ['a newline in a name', line({ operation: 'publish', name: 'widget\nhost=evil', vers: '1', cksum })],
  ['a newline in the index', line({}, `${index}\n`)],
  ['no JSON', 'get\n'],
  ['another version of the protocol', line({ v: 2 })],
  ['no registry', '{"v":1,"kind":"get","operation":"read","args":[]}\n'],
  ['no object', '[1]\n'],
  ['no crate', line({ operation: 'yank', vers: '1' })],
  ['no version', line({ operation: 'yank', name: 'widget' })],
  ['no checksum', line({ operation: 'publish', name: 'widget', vers: '1.2.3' })],
  ['a version that is none', line({ operation: 'publish', name: 'widget', vers: 123, cksum })],
])('a request with %s is refused in words', async (_, input) => {
  expect(await answers(input)).toEqual([
    {
      Err: {
        kind: 'other',
        message: expect.stringMatching(/^The request /),
        'caused-by': [expect.any(String)],
      },
    },
  ])
})

test.each([
  ['a checksum that is none', { operation: 'publish', name: 'widget', vers: '1.2.3', cksum: 'ab' }],
  ['a name that no package has', { operation: 'publish', name: 'wid get', vers: '1.2.3', cksum }],
  ['an empty version', { operation: 'publish', name: 'widget', vers: '', cksum }],
])('a publication with %s is given nothing', async (_, request) => {
  expect(await answers(line(request))).toMatchObject([{ Err: { kind: 'other' } }])
})

test('no index but one below the registry is given a token, whatever it is', async () => {
  const part = fc.constantFrom(
    'sparse+',
    'registry+',
    'https://',
    'http://',
    'packages.example.com',
    'evil.example',
  )
  const rest = fc.constantFrom(
    '/',
    '.',
    '@',
    ':443',
    '/cargo/acme/',
    '?',
    '#',
    '\\',
    '%2f',
    '/..',
    '/cargo',
    '//',
  )
  const url = fc.array(fc.oneof(part, rest), { maxLength: 6 }).map(parts => parts.join(''))
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(
        url,
        url.map(text => `${index}${text}`),
      ),
      async at => {
        const [answer] = await answers(line({}, at))
        if (!JSON.stringify(answer).includes('"token"')) return
        expect(at).toMatch(/^(sparse\+)?https:\/\/packages\.example\.com(:443)?\/cargo\/acme(\/[^?#\\%]*)?$/)
        expect(at.split('/')).not.toContain('..')
      },
    ),
    propertyOptions(3000),
  )
})
