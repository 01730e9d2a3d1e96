/** Open redirects: whatever a link or a form says about where to go, nobody is sent or led to another site. */
import { globSync, readFileSync } from 'node:fs'
import { beforeAll, expect, test } from 'vitest'
import { embeddedStores } from '../storage/testing/embedded.ts'
import { routes } from './routes.ts'
import { type Furnished, furnish } from './testing/furnish.ts'
import { createPagesHouse, origin, type PagesHouse } from './testing/house.ts'
import { elementsIn } from './testing/parsed.ts'
import { type Answer, formTokenIn, Visitor } from './testing/visitor.ts'

/** What reads one as a path of ours is tried out in `security.test.ts`. */
const elsewhere = ['https://evil.example/', '//evil.example', '/\\evil.example']

const open = embeddedStores()
let house: PagesHouse
let furnished: Furnished

beforeAll(async () => {
  house = createPagesHouse(await open())
  furnished = await furnish(house)
})

/** Every parameter that a page reads, out of the source: one that is added is in it. */
const parameters = [
  ...new Set(
    globSync('**/*.ts', { cwd: import.meta.dirname })
      .filter(file => !/\.test\.|testing/.test(file))
      .flatMap(file => [
        ...readFileSync(new URL(file, import.meta.url), 'utf8').matchAll(
          /(?:query\.get(?:All)?|form\.(?:text|exact|all))\('([\w-]+)'\)/g,
        ),
      ])
      .map(([, name = '']) => name),
  ),
]

const pathOf = (path: string) =>
  path
    .replace(':organization', 'acme')
    .replace(':ecosystem', 'pypi')
    .replace(':package', 'widget')
    .replace(':version', '1.0')
    .replace(':username', 'read')
    .replace(':key', furnished.keys.release)
    .replace(':secret', furnished.invitation.expose())
    .replace(/:\w+/, 'unknown')

/** Where this answer takes its reader, by itself or by a press. */
function waysOutOf({ headers, html }: Answer): readonly string[] {
  const location = headers.get('location')
  const places = elementsIn(html).flatMap(({ attributes }) =>
    ['href', 'src', 'action', 'formaction'].flatMap(name => attributes[name] ?? []),
  )
  return [...(location === null ? [] : [location]), ...places].filter(
    place =>
      new URL(place, `${origin}/here`).origin !== origin &&
      !/^(data:(image|text\/plain)|otpauth:)/.test(place),
  )
}

test('there are parameters, and some of them name a place', () => {
  expect(parameters.length).toBeGreaterThan(30)
  expect(parameters).toEqual(expect.arrayContaining(['next', 'here', 'redirect_uri']))
})

test.each(elsewhere)('no parameter of any page leads to %j', async place => {
  const everything = Object.fromEntries(parameters.map(name => [name, place]))
  const query = new URLSearchParams(everything).toString()
  const out: string[] = []
  for (const username of ['nobody', 'owner']) {
    const visitor = new Visitor(house, origin)
    if (username !== 'nobody') await visitor.signIn(username)
    const formToken = formTokenIn((await visitor.get('/')).html) ?? ''
    for (const { method, path } of routes) {
      if (path === '/logout') continue
      const answer =
        method === 'GET'
          ? await visitor.get(`${pathOf(path)}?${query}`)
          : await visitor.post(pathOf(path), everything, { formToken })
      out.push(...waysOutOf(answer).map(way => `${username}: ${method} ${path} to ${way}`))
    }
  }
  expect(out).toEqual([])
  expect(house.reports).toEqual([])
})
