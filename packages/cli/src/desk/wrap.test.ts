import { expect, test } from 'vitest'
import { wrap } from './wrap.ts'

test('a sentence is broken between words, where the terminal ends', () => {
  const said = 'latchkey: There is no one-time code, and nobody here who could be asked for one.\n'
  expect(wrap(said, 40)).toBe(
    'latchkey: There is no one-time code, and\nnobody here who could be asked for one.\n',
  )
  expect(wrap(said, 80)).toBe(said)
})

test('nothing is broken where there is no terminal', () => {
  expect(wrap(`A ${'word '.repeat(100)}.`, undefined)).toBe(`A ${'word '.repeat(100)}.`)
})

test.each([
  `latchkey-${'AgEIcGFja2FnZXM'.repeat(9)}`,
  'http://localhost:7420/account/logins/7Wb2kq0Xr3mN5vT9yLhJ4A/step-up',
  '{\n  "message": "There is no one-time code, and nobody here who could be asked for one."\n}\n',
  '  latchkey organization key acme create ci --package pypi:acme/widget --repository pypi:acme',
  'mix hex.repo add acme https://packages.example.com/hex/repo/repos/acme --public-key latchkey.pem',
  '--- /dev/null\n+++ /home/ada/.pypirc\n@@ -0,0 +1,1 @@\n+# Lines that somebody reads before they are written to a file.\n',
  '    COMPREPLY=($(latchkey completion answer --words "$words" --current "$current"))',
])('in one piece stays: %s', text => {
  expect(wrap(text, 40)).toBe(text)
})

test('a command within a sentence stays in one piece, with the variables that are set for it', () => {
  const said = 'Use another key of acme, or make one: latchkey organization key acme create ci'
  expect(wrap(said, 40)).toBe(
    'Use another key of acme, or make one:\nlatchkey organization key acme create ci',
  )
  expect(wrap('Pipe it in (latchkey step-up < FILE), or open the page that this prints.', 40)).toBe(
    'Pipe it in (latchkey step-up < FILE), or\nopen the page that this prints.',
  )
  expect(wrap('Run: latchkey login https://a.example (or set LATCHKEY_REGISTRY)', 45)).toBe(
    'Run: latchkey login https://a.example (or set\nLATCHKEY_REGISTRY)',
  )
  expect(wrap('  # What that would change, and which of the files', 40)).toBe(
    '  # What that would change, and which of\n  # the files',
  )
  expect(wrap('Where it is your own: LATCHKEY_CA_FILE=ca.pem latchkey doctor', 40)).toBe(
    'Where it is your own:\nLATCHKEY_CA_FILE=ca.pem latchkey doctor',
  )
})

test('a row of a table goes on below its last column, or below the others where nothing fits beside them', () => {
  expect(wrap('ok    clock  It agrees with that of the registry.', 40)).toBe(
    'ok    clock  It agrees with that of the\n             registry.',
  )
  expect(wrap('  --yes  Write what was shown without asking anybody.', 40)).toBe(
    '  --yes  Write what was shown without\n         asking anybody.',
  )
  expect(wrap('  --repository REPOSITORY  As pypi:acme. git is for all.', 40)).toBe(
    '  --repository REPOSITORY\n      As pypi:acme. git is for all.',
  )
})

test('a paragraph of several lines is one, and a list of short ones is not', () => {
  const first =
    'Points a client at a repository, so that it asks Latchkey for a credential when it needs one. It shows'
  expect(wrap(`${first}\nwhat changes.\n\nUsage: latchkey setup`, 60)).toBe(
    'Points a client at a repository, so that it asks Latchkey\nfor a credential when it needs one. It shows what changes.\n\nUsage: latchkey setup',
  )
  expect(wrap('Short\nlines\nA line that is longer than the terminal is.', 30)).toBe(
    'Short\nlines\nA line that is longer than the\nterminal is.',
  )
})
