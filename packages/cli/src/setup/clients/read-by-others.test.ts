/** What is written, read by the readers that the clients themselves have. */
import { spawnSync } from 'node:child_process'
import { refused } from '@latchkey/tokens'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { propertyOptions } from '../../../../../test/support/runs.ts'
import { requireTool } from '../../../../../test/support/tools.ts'
import { aPlace } from '../testing/a-place.ts'
import { pip } from './pip.ts'
import { twine } from './twine.ts'
import { uv } from './uv.ts'

const ini = fc.constantFrom(
  ...['', '# a comment', '[global]', 'index-url = https://pypi.org/simple', 'timeout = 10', '[install]'],
  ...['    https://more.example.org', 'keyring-provider = import', '[backend]', 'default-keyring: a.Keyring'],
  ...['[distutils]', 'index-servers = pypi', 'index-servers =', '    pypi', '    other', '[acme]', '[other]'],
  ...[
    'username: ada',
    'repository = https://example.org/',
    '  index_url: https://indented.example.org',
    '  retries = 1',
  ],
)
const toml = fc.constantFrom(
  ...['', '# a comment', 'offline = true', 'keyring-provider = "disabled"', '[pip]', 'no-deps = true'],
  ...['[[index]]', 'name = "other"', 'url = "https://example.org"', 'no-sources = false'],
)

/** Reads pairs of texts; null for one that it cannot read. */
const reader = `
import sys, json, configparser, tomllib
def ini(text):
    parser = configparser.RawConfigParser()
    parser.read_string(text)
    return {section: dict(parser.items(section)) for section in parser.sections()}
def read(text, how):
    try:
        return (ini if how == 'ini' else tomllib.loads)(text)
    except Exception:
        return None
how, texts = json.load(sys.stdin)
print(json.dumps([[read(text, how) for text in pair] for pair in texts]))
`

type Read = Readonly<Record<string, Readonly<Record<string, string>>>>

/** Texts that a client can read, with what it reads before and after. */
function readings(
  client: typeof pip,
  lines: fc.Arbitrary<string>,
  how: 'ini' | 'toml',
): readonly [Read, Read][] {
  const [file] = client.files(aPlace)
  const { numRuns, seed } = propertyOptions(3000)
  const texts = fc.sample(
    fc.array(lines, { maxLength: 9 }).map(all => all.map(line => `${line}\n`).join('')),
    { numRuns, seed },
  )
  const pairs = texts.flatMap(before => {
    const after = file?.put(before)
    return after === undefined || refused(after) ? [] : [[before, after.text]]
  })
  const { stdout } = spawnSync('/usr/bin/python3', ['-c', reader], { input: JSON.stringify([how, pairs]) })
  const read: [Read | null, Read | null][] = JSON.parse(stdout.toString())
  expect(read.filter(([before, after]) => before !== null && after === null)).toEqual([])
  return read.filter((pair): pair is [Read, Read] => pair[0] !== null)
}

describe.skipIf(requireTool('pip'))('whatever stood there before', () => {
  test('twine reads the new section and every one that it read', () => {
    for (const [before, after] of readings(twine, ini, 'ini')) {
      const { acme, distutils, ...others } = after
      expect(acme).toMatchObject({
        repository: 'https://packages.example.com/pypi/acme/legacy/',
        username: '__token__',
      })
      const listed = (before['distutils']?.['index-servers'] ?? 'pypi testpypi').split(/\s+/).filter(Boolean)
      expect(distutils?.['index-servers']?.split(/\s+/).filter(Boolean).sort()).toEqual(
        [...listed, 'acme'].sort(),
      )
      const { acme: _old, distutils: _list, ...were } = before
      expect(others).toEqual(were)
    }
  })

  test('pip reads its index, its keyring and everything else that it read', () => {
    for (const [before, after] of readings(pip, ini, 'ini')) {
      const { global, ...others } = after
      // To pip, this is the same as the one that is set.
      const { index_url: _same, ...had } = before['global'] ?? {}
      expect(global).toEqual({
        ...had,
        'index-url': 'https://__token__@packages.example.com/pypi/acme/simple/',
        'keyring-provider': 'subprocess',
      })
      const { global: _old, ...were } = before
      expect(others).toEqual(were)
    }
  })

  test('uv reads one index more', () => {
    for (const [before, after] of readings(uv, toml, 'toml')) {
      const indexes = Array.isArray(before['index']) ? before['index'] : []
      expect(after).toEqual({
        ...before,
        'keyring-provider': 'subprocess',
        index: [
          ...indexes,
          {
            name: 'acme',
            url: 'https://__token__@packages.example.com/pypi/acme/simple/',
            'publish-url': 'https://__token__@packages.example.com/pypi/acme/legacy/',
          },
        ],
      })
    }
  })
})
