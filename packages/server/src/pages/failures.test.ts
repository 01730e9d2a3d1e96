/** When a page cannot be made: the answer helps, tells nothing of the inside, and needs nothing that may be broken. */
import { refuse } from '@latchkey/tokens'
import { beforeEach, describe, expect, test } from 'vitest'
import { createSeededRandom } from '../host/testing.ts'
import { embeddedStores } from '../storage/testing/embedded.ts'
import { createPages } from './index.ts'
import { createPagesHouse, origin, type PagesHouse } from './testing/house.ts'
import { exampleOperation } from './testing/operation.ts'

const open = embeddedStores()
let house: PagesHouse
let reports: [error: unknown, request: string][]

beforeEach(async () => {
  house = createPagesHouse(await open())
  reports = []
})

interface Asked extends RequestInit {
  /** Whether what is thrown passes by itself. */
  readonly passing?: boolean
}

/** Asks a house in which whatever looks at a session throws. */
async function ask(path: string, { passing = false, ...init }: Asked = {}) {
  const busy = { ...refuse('busy', 'The database does not answer.', 'Try again.'), retryAfter: 7 }
  const pages = createPages({
    ...house,
    ...{ random: createSeededRandom(), ecosystems: [], operation: exampleOperation(house.clock), origin },
    sessions: { ...house.sessions, find: () => Promise.reject(new Error('secret detail')) },
    report: (error, request) => reports.push([error, request]),
    ...(passing && { unavailability: () => busy }),
  })
  const headers = { cookie: '__Host-sid=any', 'sec-fetch-site': 'same-origin', ...init.headers }
  const request = new Request(`${origin}${path}`, { ...init, headers })
  const response = await pages.fetch(request, { address: undefined })
  return { response, html: await response.text() }
}

describe('a page that breaks', () => {
  test('names the number that the log has, and nothing of what broke', async () => {
    const { response, html } = await ask('/account/keys?after=1')
    expect(response.status).toBe(500)
    expect(html).not.toContain('secret detail')
    const [[error, id] = []] = reports
    expect(error).toEqual(new Error('secret detail'))
    expect(id).toMatch(/^[\w-]{22}$/)
    expect(html).toContain(`<code>${id}</code>`)
    expect(html).toContain('<a class="button" href="/account/keys?after=1">Try again</a>')
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'")
    expect(response.headers.get('cache-control')).toBe('no-store')
  })

  test('that a form was sent to is not sent to again by a link', async () => {
    const { html } = await ask('/account/password', { method: 'POST', body: new URLSearchParams() })
    expect(html).not.toContain('Try again')
    expect(html).toContain('Look first whether it was done')
  })

  test('says so in the language that was asked for', async () => {
    const { html } = await ask('/', { headers: { 'accept-language': 'de' } })
    expect(html).toContain('<html lang="de">')
    expect(html).toContain('Bei uns ist etwas kaputtgegangen')
  })

  test('repeats what was asked for as text, and opens no other site', async () => {
    const { html } = await ask('//evil.example/"><script>alert(1)</script>')
    expect(html).not.toContain('<script>')
    expect(html).not.toMatch(/href="(?:\/\/|https?:)/)
  })
})

describe('a database that does not answer', () => {
  test('is said to be that, with when to try again, and reported', async () => {
    const { response, html } = await ask('/account', { passing: true })
    expect(response.status).toBe(503)
    expect(response.headers.get('retry-after')).toBe('7')
    expect(html).toContain('The database of this server does not answer')
    expect(html).toContain('href="/account">Try again</a>')
    expect(reports).toHaveLength(1)
  })

  test('is not said in German to be people who sign in', async () => {
    const { html } = await ask('/', { passing: true, headers: { 'accept-language': 'de' } })
    expect(html).toContain('Die Datenbank dieses Servers antwortet nicht')
    expect(html).not.toContain('melden sich')
  })
})
