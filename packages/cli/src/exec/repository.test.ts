import {
  createAuthClient,
  createMemoryLocks,
  createMemoryStore,
  type Status,
  thisMachine,
} from '@latchkey/client'
import { refused } from '@latchkey/tokens'
import { expect, test } from 'vitest'
import type { Doing } from './client.ts'
import { chooseRepository } from './repository.ts'

const machine = { ...thisMachine(), environment: {} }
const [store, locks] = [createMemoryStore(), createMemoryLocks(machine.clock)]

/** Who is asked is a member of these organizations of `registry`. */
async function chosen({
  registry = 'https://packages.example.com',
  of = ['acme'],
  ecosystem = 'pypi',
  named,
  shownAt = [],
  ...doing
}: {
  readonly shownAt?: readonly string[]
  readonly registry?: string
  readonly of?: readonly string[]
  readonly ecosystem?: string
  readonly named?: string
} & Partial<Doing>): Promise<string> {
  const client = createAuthClient({ registry, machine, store, locks })
  if (refused(client)) throw new Error(client.message)
  const organizations = of.map(name => ({ id: name, name, displayName: name, role: 'owner' as const }))
  const status = async (): Promise<Status> => ({
    ...{ authenticated: true, registry, source: 'login', organizations },
  })
  const whole: Doing = { actions: ['read'], packages: [], ...doing }
  const repository = await chooseRepository({ registry: client.registry, status }, ecosystem, {
    doing: whole,
    named,
    shownAt,
  })
  return refused(repository)
    ? `${repository.code}: ${repository.message}`
    : `${repository.name} at ${repository.place.url}`
}

const acme = 'pypi:acme at https://packages.example.com/pypi/acme/'
const globex = 'pypi:globex at https://packages.example.com/pypi/globex/'
const of = ['acme', 'globex']

test('the one that is named is meant, else that of the program’s words, of its settings, else the only one', async () => {
  const there = ['https://packages.example.com/pypi/globex/legacy/']
  expect(await chosen({ of, named: 'pypi:acme', hinted: there })).toBe(acme)
  expect(await chosen({ of, told: there, hinted: ['https://packages.example.com/pypi/acme/legacy/'] })).toBe(
    globex,
  )
  expect(await chosen({ of, hinted: there })).toBe(globex)
  expect(await chosen({})).toBe(acme)
})

test('a program that would show its credential elsewhere, too, is sent nowhere', async () => {
  const shownAt = ['https://packages.example.com/pypi/globex/', 'https://packages.example.org/']
  expect(await chosen({ shownAt })).toMatch(/^elsewhere: .*packages\.example\.org/)
  expect(await chosen({ shownAt: shownAt.slice(0, 1) })).toBe(acme)
  expect(await chosen({ shownAt: [`\${REGISTRY}`] })).toMatch(/^elsewhere: /)
})

test('where several could be meant, they are named', async () => {
  expect(await chosen({ of })).toBe(
    'usage: It is not known which repository is meant: pypi:acme, pypi:globex.',
  )
  expect(await chosen({ of: [] })).toBe('usage: It is not known which repository is meant.')
})

test.for([
  'https://packages.example.com.evil.example/pypi/acme/',
  'https://packages.example.com@evil.example/pypi/acme/',
  'http://packages.example.com/pypi/acme/',
  'https://packages.example.com:444/pypi/acme/',
  'https://upload.pypi.org/legacy/',
  'no address',
])('%s is not at the registry: no credential of it is handed to what goes there', async address => {
  expect(await chosen({ told: [address] })).toMatch(/^elsewhere: /)
  expect(await chosen({ hinted: [address] })).toMatch(/^elsewhere: /)
})

test('an address beside the folder of a registry is not of it', async () => {
  const registry = 'https://example.com/packages'
  expect(await chosen({ registry, told: ['https://example.com/packages/pypi/acme/'] })).toBe(
    'pypi:acme at https://example.com/packages/pypi/acme/',
  )
  expect(await chosen({ registry, told: ['https://example.com/packages-of-others/pypi/acme/'] })).toMatch(
    /^elsewhere: /,
  )
})

test('a password in an address is not repeated', async () => {
  const refusal = await chosen({ told: ['https://ada:secret@upload.example.org/?token=secret'] })
  expect(refusal).toBe(
    'elsewhere: The program is sent to https://upload.example.org/, which is not at https://packages.example.com.',
  )
})

test('words that name another repository than the one that is meant are refused', async () => {
  const told = ['https://packages.example.com/pypi/globex/legacy/']
  expect(await chosen({ named: 'pypi:acme', told })).toMatch(
    /^usage: The program’s own words name another repository/,
  )
})

test('an index of the registry beside another is enough', async () => {
  const told = ['https://pypi.org/simple/', 'https://packages.example.com/pypi/globex/simple/']
  expect(await chosen({ of, told })).toBe(globex)
})

test.for(['npm:acme', 'pypi:acme/widget', 'acme', 'pypi:*', 'pypi:A c'])(
  '--repository %s is none that pip goes to',
  async named => {
    expect(await chosen({ named })).toMatch(/^not_a_repository: /)
  },
)

test('the repository of an organization at Hex is found in its own address', async () => {
  const at = 'https://packages.example.com/hex/repo/repos/globex'
  expect(await chosen({ of, ecosystem: 'hex', told: [`${at}/packages/widget`] })).toBe(`hex:globex at ${at}/`)
  expect(await chosen({ ecosystem: 'hex', hinted: ['https://packages.example.com/hex/api'] })).toContain(
    'hex:acme at',
  )
})
