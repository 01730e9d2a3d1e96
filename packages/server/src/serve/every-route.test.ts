/**
 * The matrix: every route of the running server, by every carrier, with every kind of credential (CVE rows 5, 6 and 7:
 * what was checked for one carrier only, or on some routes). A new route is in it by being declared.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testEngines } from '../storage/testing/stores.ts'
import { askerOf, type EveryRoute, everyRoute, type RouteAnswer } from './testing/every-route.ts'
import { type State, sessionsOf, states, tokensOf } from './testing/presented.ts'
import { openWholeHouse, type WholeHouse } from './testing/whole-house.ts'

const carriers = {
  Bearer: token => ({ authorization: `Bearer ${token}` }),
  Basic: token => ({ authorization: `Basic ${Buffer.from(`__token__:${token}`).toString('base64')}` }),
  token: token => ({ authorization: `token ${token}` }),
  cookie: cookie => ({ cookie: `sid=${cookie}` }),
} satisfies Record<string, (credential: string) => Record<string, string>>

type Carrier = keyof typeof carriers

/** What became of a request, as far as who sent it matters. */
type Verdict = 'asked' | 'refused' | 'let in'

/** Written out once, in the order in which it is decided; the server knows nothing of this table. */
function expected(route: EveryRoute, carrier: Carrier, state: State): Verdict {
  const isHeard = (carrier === 'cookie') === (route.room === 'pages')
  if (!isHeard || state === 'none') return route.action === 'operator' && !isPage(route) ? 'refused' : 'asked'
  if (state === 'expired' || state === 'revoked') return isPage(route) ? 'asked' : 'refused'
  if (route.action === 'operator') return isPage(route) && state === 'right' ? 'let in' : 'refused'
  if (state === 'right' || route.action === 'identify') return 'let in'
  // What is one's own has no target.
  return route.action === 'account' && state === 'wrong target' ? 'let in' : 'refused'
}

const rank = (route: EveryRoute) => (route.method === 'GET' ? 0 : isPage(route) ? 1 : 2)
const isPage = ({ room }: EveryRoute) => room === 'pages'

describe.each(testEngines)('$name', engine => {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-matrix-'))
  let house: WholeHouse
  let ask: ReturnType<typeof askerOf>
  let tokenOf: ReturnType<typeof tokensOf>
  let sessionOf: ReturnType<typeof sessionsOf>

  beforeAll(async () => {
    house = await openWholeHouse(await engine.newUrl(folder), folder)
    ask = askerOf(house)
    tokenOf = tokensOf(house)
    sessionOf = sessionsOf(house)
  })
  afterAll(async () => {
    await house.close()
    rmSync(folder, { recursive: true, force: true })
  })

  // What only looks comes first: some of the others leave nothing to look at.
  const inOrder = everyRoute.filter(({ action }) => action !== 'anyone').toSorted((a, b) => rank(a) - rank(b))
  test.each(inOrder.map(route => ({ ...route, name: `${route.method} ${route.path}` })))(
    '$name lets in whom it says, by every carrier',
    async route => {
      const wrong: string[] = []
      for (const carrier of Object.keys(carriers) as Carrier[]) {
        for (const state of states) {
          const present = carrier === 'cookie' ? sessionOf : tokenOf
          const credential = state === 'none' ? undefined : await present(route, state)
          if (credential === undefined && state !== 'none') continue
          const answer = await ask(route, credential === undefined ? {} : carriers[carrier](credential))
          const [was, shouldBe] = [verdictOn(route, answer), expected(route, carrier, state)]
          if (was !== shouldBe)
            wrong.push(`${carrier}, ${state}: ${was} (${answer.status}) instead of ${shouldBe}`)
        }
      }
      expect(wrong).toEqual([])
    },
  )
})

function verdictOn(route: EveryRoute, { status, text, location }: RouteAnswer): Verdict {
  expect(status, text).toBeLessThan(500)
  if (isPage(route) && status === 303 && location?.startsWith('/login?next=')) return 'asked'
  // A page says 401 of a code or password that was typed on it.
  if (status === 401 && !isPage(route)) return asksWhoItIs(route, text) ? 'asked' : 'refused'
  const isUnseen = status === 404 && /no organization|none that you may see/.test(text)
  return status === 403 || isUnseen ? 'refused' : 'let in'
}

/** The API says 401 of a bad credential too, and so does Hex; pypi does not. */
function asksWhoItIs({ room, path }: EveryRoute, text: string): boolean {
  if (room === 'api') return text.includes('credential_required')
  return !path.startsWith('/hex/') || text.includes('and none was sent')
}
