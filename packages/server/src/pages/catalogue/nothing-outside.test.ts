/** No page says anything that is not in the catalogue: rendered in a language whose every text stands in ⟦ ⟧. */
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { embeddedStores } from '../../storage/testing/embedded.ts'
import { routes } from '../routes.ts'
import { everyPage } from '../testing/every-page.ts'
import { type Furnished, furnish } from '../testing/furnish.ts'
import { createPagesHouse, type PagesHouse } from '../testing/house.ts'
import { lookAround } from '../testing/look-around.ts'

vi.mock(import('./languages.ts'), async () => {
  const { pseudo } = await import('../testing/pseudo-language.ts')
  return { languages: [pseudo], byLanguage: () => pseudo }
})

const open = embeddedStores()
let house: PagesHouse
let furnished: Furnished

beforeAll(async () => {
  house = createPagesHouse(await open())
  furnished = await furnish(house)
})
afterAll(() => expect(house.reports).toEqual([]))

/** What people, programs and machines are called, and the words that are typed as they stand. */
const names = [
  ...[
    'owner',
    'admin-of-acme',
    'admin',
    'write',
    'read',
    'ada',
    'grace',
    'barbara',
    'vault',
    'Mozilla',
    'Gecko',
    'Firefox',
    'rv',
    'hedy',
    'linus',
    'vera',
    'initech',
    'heinrich',
    'jean',
    'marie',
    'Blue key',
    'Firefox on Android',
    'Acme Editor',
    'Hex CLI',
    'rebar3',
    'Package mirror',
    'Mirror',
    'SQLite',
    'example',
    'com',
    'Acme',
    'acme',
    'northwind',
  ],
  ...['Northwind Traders', 'Latchkey', 'zxx', 'pypi', 'hex', 'twine', 'CPython', 'latchkey', 'linux', 'node'],
  ...['laptop', 'old build server', 'weekend project', 'nightly', 'release workflow of widget', 'docs build'],
  ...['everything, from the old laptop', 'ci', 'build-7.eu-west', 'old-laptop', 'tablet', 'py3-none-any.whl'],
  ...['widget', 'gadget', 'sprocket-tools', 'a-package-with-a-rather-long-name-for-a-phone', 'tar.gz', 'UTC'],
  ...[
    'Loses the last line of every file; use 2.0',
    'latchkey on',
    '[A-Z]{4}-[A-Z]{4}',
    'publish',
    'delete',
    'widget-pro',
    'key \\d+',
    'retire',
    'describe',
    'identify',
    'SHA-256',
    'this browser',
    'kB',
    'bytes',
    'Not A Name',
    'a-rather-long-name-of-a-runner.example.internal',
    'A B',
  ],
].toSorted((one, other) => other.length - one.length)

/** What is left of a text when names, digests and numbers are taken out. */
function wordsIn(text: string): string {
  const data = new RegExp(`\\b(${names.join('|')})\\b|\\b(?=[\\da-f]*\\d)[\\da-f]{12,}\\b|[\\w-]{22,}`, 'gi')
  return (
    text
      .replaceAll(data, ' ')
      .match(/\p{L}{2,}/gu)
      ?.join(' ') ?? ''
  )
}

/** Everything that a person reads or hears and that stands in no ⟦ ⟧; commands, instants and marked English left out. */
function saidOutside(page: string): readonly string[] {
  const outside: string[] = []
  const html = page
    .replaceAll(/<(time|code|pre|script|textarea)\b[^>]*>[\s\S]*?<\/\1>/g, '')
    .replaceAll(/<span lang="en">[^<]*<\/span>/g, '')
  let depth = 0
  for (const [piece] of html.matchAll(/<[^>]*>|[^<]+/g)) {
    if (piece.startsWith('<')) {
      for (const [, text = ''] of piece.matchAll(
        /\s(?:aria-label|alt|placeholder|data-(?!leads|passkey)\w[\w-]*)="([^"]*)"/g,
      ))
        outside.push(wordsIn(text.replaceAll(/⟦.*⟧/g, '')))
      continue
    }
    let said = ''
    for (const letter of piece) {
      if (letter === '⟦') depth += 1
      else if (letter === '⟧') depth -= 1
      else if (depth === 0) said += letter
    }
    outside.push(wordsIn(said))
  }
  expect(depth).toBe(0)
  return outside.filter(text => text !== '')
}

test('no page says anything that is not in the catalogue', async () => {
  const found: string[] = []
  for await (const { name, answer } of lookAround(house, furnished).pages()) {
    expect(answer.html, name).toContain('⟦')
    found.push(...saidOutside(answer.html).map(text => `${name}: ${text}`))
  }
  expect(found).toEqual([])
})

/** Pages that are the same as another of the list, or take a house in which nobody lives yet; and files, which are no pages. */
const unseen = [
  '/set-up',
  '/set-up/:secret',
  '/account/keys/:key/step-up',
  '/account/events/export',
  '/organizations/:organization/events/export',
  '/admin/events/export',
  '/organizations/:organization/keys/revoke',
  '/organizations/:organization/keys/:key/usage',
  '/organizations/:organization/keys/:key/tighten',
  '/organizations/:organization/keys/:key/revoke',
]

test('every route that shows a page is looked at', () => {
  const paths = everyPage(furnished).map(({ path }) => path.replace(/\?.*/, ''))
  const shown = routes.filter(({ method, path }) => method === 'GET' && !unseen.includes(path))
  const missing = shown.filter(({ path }) => {
    const pattern = new RegExp(`^${path.replaceAll(/:\w+/g, '[^/]+')}$`)
    return !paths.some(each => pattern.test(each))
  })
  expect(missing.map(({ path }) => path)).toEqual(['/device/:code'])
})

test('the check finds a sentence that was written into a page', () => {
  expect(saidOutside('<p>⟦Hello⟧ <a>there</a></p>')).toEqual(['there'])
  expect(saidOutside('<img alt="A key">⟦⟦one⟧ two⟧')).toEqual(['key'])
  expect(saidOutside('<p>⟦Made by <b>owner</b>⟧ owner</p>')).toEqual([])
})
