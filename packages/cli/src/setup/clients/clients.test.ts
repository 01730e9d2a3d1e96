import { refused } from '@latchkey/tokens'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { propertyOptions } from '../../../../../test/support/runs.ts'
import type { ManagedFile } from '../client-setup.ts'
import { aPlace } from '../testing/a-place.ts'
import { clients } from './index.ts'

/** Lines that these files have, and some that only look like it. */
const lines = fc.constantFrom(
  ...['', '# a comment', '; another', '  indented', '[other]', 'name = value', '#- kept by somebody else'],
  ...['[global]', 'index-url = https://pypi.org/simple', 'index_url: https://ada:secret@example.org/simple'],
  ...[
    '    https://more.example.org',
    'keyring-provider = import',
    '[backend]',
    'default-keyring = a.Keyring',
  ],
  ...[
    '[distutils]',
    'index-servers = pypi',
    'index-servers =',
    '    pypi',
    '    acme',
    '[acme]',
    'username: ada',
  ],
  ...[
    'repository = https://example.org',
    '@acme:registry=https://example.org',
    '//example.org/:_authToken=x',
  ],
  ...['npmScopes:', '  another:', '    npmAlwaysAuth: true', '[[index]]', 'keyring-provider = "disabled"'],
  ...['[registries.another]', '[credential "https://example.org"]', '\thelper = store', '"ä" = "ö"'],
)

const texts = fc
  .tuple(fc.array(lines, { maxLength: 14 }), fc.constantFrom('\n', '\r\n'), fc.boolean())
  .map(([all, end, ended]) => all.join(end) + (ended && all.length > 0 ? end : ''))

const objects = fc
  .tuple(
    fc.dictionary(
      fc.constantFrom('auths', 'credsStore', 'credHelpers', 'HttpHeaders'),
      fc.dictionary(fc.string(), fc.string()),
    ),
    fc.constantFrom(undefined, 2, '\t'),
    fc.constantFrom('', '\n'),
  )
  .map(([value, indent, end]) => JSON.stringify(value, null, indent) + end)

/** All but those that are Latchkey's own. */
const files = clients.flatMap(({ name, ecosystem, files: of }) =>
  of({ ...aPlace, ...(ecosystem === undefined && { subject: 'packages.example.com' }) })
    .filter(({ path }) => !path.startsWith(aPlace.folder))
    .map(file => [`${name}: ${file.path.replace(aPlace.home, '~')}`, file] as const),
)

describe.each(files)('%s', (_name, file) => {
  const isJson = file.path.endsWith('.json')

  test('what was set up is taken out byte for byte, and nothing where it says so already', () => {
    fc.assert(
      fc.property(isJson ? objects : texts, before => {
        const after = put(file, before)
        if (after === undefined) return
        expect(after).not.toBe(before)
        expect(file.take(after)).toEqual({ text: before, changed: false })
        expect(file.take(before)).toEqual({ text: before, changed: false })
      }),
      propertyOptions(1000),
    )
  })

  test('a second time changes nothing, also where lines were written above and below since', () => {
    fc.assert(
      fc.property(isJson ? objects : texts, before => {
        const after = put(file, before)
        if (after === undefined) return
        expect(put(file, after)).toBe(after)
        if (isJson) return
        const around = `# above\n${after}${after.endsWith('\n') ? '' : '\n'}# below\n`
        expect(put(file, around)).toBe(around)
      }),
      propertyOptions(1000),
    )
  })

  // One member of an object in JSON is ours or not.
  if (isJson) return

  test('lines of ours that somebody changed stay, and are said', () => {
    const changed = put(file, '# theirs\n')?.replace(/(?=\s*# <<<)/, '\n# also theirs') ?? ''
    expect(file.put(changed)).toEqual({ text: changed, changed: true })
    expect(file.take(changed)).toMatchObject({
      changed: true,
      text: expect.stringContaining('# also theirs'),
    })
  })
})

test('no client is given an address that holds a secret, or the name of one', () => {
  for (const [, file] of files)
    expect(put(file, '')).not.toMatch(/:\/\/[^/]*:[^/]*@|password|_authToken|_auth\b/)
})

/** Undefined where it is refused, because it is said there already. */
function put(file: ManagedFile, text: string): string | undefined {
  const edited = file.put(text)
  if (refused(edited)) return undefined
  expect(edited.changed).toBe(false)
  return edited.text
}
