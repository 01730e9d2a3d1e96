import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { propertyOptions } from '../../../../../test/support/runs.ts'
import { difference, hidden } from '../diff.ts'
import { without } from './found-secret.ts'
import { secretsInNetrc } from './in-netrc.ts'
import { secretsInNpmrc } from './in-npmrc.ts'
import { secretsInPypirc } from './in-pypirc.ts'

const registry = { origin: 'https://packages.example.com:8443' }

describe('netrc', () => {
  const found = (text: string) =>
    secretsInNetrc(text, registry).map(({ line, where, ours }) => `${line} ${where}${ours ? ' (ours)' : ''}`)

  test('entries are words, on one line or many; comments and macros are none', () => {
    expect(found('machine packages.example.com login a password b')).toEqual([
      '1 packages.example.com (ours)',
    ])
    expect(found('# machine x password y\nmachine\n  a.example\n  login b\n  password\n    c\n')).toEqual([
      '6 a.example',
    ])
    expect(found('macdef init\nmachine x password y\n\nmachine z password w\n')).toEqual(['4 z'])
    expect(found('macdef init\nmachine x password y')).toEqual([])
    expect(found('default login anonymous password me@example.com')).toEqual(['1 every machine'])
    expect(found('machine packages.example.com login ada\nmachine b password')).toEqual([])
  })

  test('a look-alike of the registry’s host is somebody else’s', () => {
    for (const host of ['packages.example.com.evil.example', 'xpackages.example.com', 'example.com'])
      expect(found(`machine ${host} password b`)).toEqual([`1 ${host}`])
  })

  test('an entry is taken out whole, and no other', () => {
    const text =
      'machine a.example\n  password b\nmachine packages.example.com\n  login c\n  password d\ndefault password e\n'
    const ours = secretsInNetrc(text, registry).filter(each => each.ours)
    expect(without(text, ours)).toBe('machine a.example\n  password b\ndefault password e\n')
  })
})

describe('.npmrc', () => {
  const found = (text: string) =>
    secretsInNpmrc(text, registry).map(({ where, kind, ours }) => `${where}: ${kind}${ours ? ' (ours)' : ''}`)

  test('a token is of the registry that its name begins with, port and all', () => {
    expect(found('//packages.example.com:8443/npm/acme/:_authToken=x')).toEqual([
      'packages.example.com:8443: password (ours)',
    ])
    expect(found('//packages.example.com/npm/acme/:_authToken=x')).toEqual(['packages.example.com: password'])
    expect(found('_auth = "eDp5"')).toEqual(['every registry: password'])
    expect(found('//registry.example.org/:_password=eA==\n//registry.example.org/:username=x')).toEqual([
      'registry.example.org: password',
    ])
  })

  test('what is empty, a variable, or a comment is no secret', () => {
    for (const line of [
      '//a/:_authToken=',
      `//a/:_authToken=\${T}`,
      '# //a/:_authToken=x',
      '; _auth=x',
      'always-auth=true',
    ])
      expect(found(line)).toEqual([])
  })
})

test('.pypirc: a password is of the registry that its section names', () => {
  const text =
    '[a]\npassword: x\nrepository: https://packages.example.com:8443/pypi/acme/legacy/\n[b]\r\nPassword = y\r\n[c]\npassword =\n'
  const found = secretsInPypirc(text, registry)
  expect(found.map(({ line, where, ours }) => [line, where, ours])).toEqual([
    [2, '[a]', true],
    [5, '[b]', false],
  ])
  expect(without(text, found)).toBe(text.replace('password: x\n', '').replace('Password = y\r\n', ''))
})

describe('no difference shows a secret', () => {
  const secret = fc.stringMatching(/^[A-Za-z0-9_+/-]{31,60}$/)
  const shapes = fc.constantFrom(
    (value: string) => `password = ${value}`,
    (value: string) => `  PASSWORD: "${value}"`,
    (value: string) => `//h/:_authToken=${value}`,
    (value: string) => `//h/:_auth = ${value}`,
    (value: string) => `\t\t\t"auth": "${value}",`,
    (value: string) => `"identitytoken": "${value}"`,
    (value: string) => `machine h login l password ${value}`,
    (value: string) => `  password ${value}`,
    (value: string) => `index-url = https://ada:${value}@h/simple`,
    (value: string) => `#- index-url = https://ada:${value}@h/simple`,
    (value: string) => `npmAuthToken: ${value}`,
    (value: string) => `npmAuthIdent: "ada:${value}"`,
    (value: string) => `extra-index-url = https://${value.replaceAll('/', '_')}@h/simple`,
    (value: string) => `\textraheader = AUTHORIZATION: basic ${value}`,
    (value: string) => `\tsmtpPass = ${value}`,
    (value: string) => `\tcookie = session ${value}`,
    (value: string) => `api_key = '${value}'`,
    (value: string) => `secret-key=${value}`,
    (value: string) => `anything latchkey-${value.replaceAll(/[+/]/g, '_')} at all`,
  )

  test('in any line that is kept, added or taken out', () => {
    fc.assert(
      fc.property(secret, shapes, fc.constantFrom('\n', '\r\n'), (value, shape, end) => {
        const line = `${shape(value)}${end}`
        const around = `a = b${end}${line}c = d${end}`
        const plain = value.replaceAll(/[+/]/g, '_')
        for (const [before, after] of [
          ['', around],
          [around, ''],
          [around, `${around}e = f${end}`],
        ] as const) {
          const shown = difference({ path: 'x', before, after, own: false })
          expect(shown).not.toContain(value)
          expect(shown).not.toContain(plain)
        }
      }),
      propertyOptions(2000),
    )
  })

  test('what is none is shown', () => {
    for (const line of [
      'fund=false',
      `//h/:_authToken=\${T}`,
      'npmAlwaysAuth: true',
      '//h/:tokenHelper=/bin/x',
      'keyring-provider = subprocess',
      'index-url = https://__token__@packages.example.com/pypi/acme/simple/',
      'index-url = https://ada-at-work@packages.example.com/pypi/acme/simple/',
      '\thelper = !latchkey helper git',
      'credential-provider = "cargo-credential-latchkey"',
    ])
      expect(hidden(line)).toBe(line)
  })
})
