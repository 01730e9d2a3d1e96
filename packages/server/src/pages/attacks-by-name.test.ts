/** Names as weapons: what people and clients choose to be called is text wherever it stands, and turns nothing around. */
import { Secret } from '@latchkey/protocol'
import { refused } from '@latchkey/tokens'
import { beforeAll, expect, test } from 'vitest'
import { operator } from '../audit/index.ts'
import { sessionOf } from '../credentials/testing/small-house.ts'
import { embeddedStores } from '../storage/testing/embedded.ts'
import type { Furnished } from './testing/furnish.ts'
import { furnish } from './testing/furnish.ts'
import { createPagesHouse, granted, origin, type PagesHouse, password } from './testing/house.ts'
import { lookAround } from './testing/look-around.ts'
import { elementsIn } from './testing/parsed.ts'
import { type Answer, Visitor } from './testing/visitor.ts'

/** Out of a text, out of an attribute in either kind of quotes, and a link that runs. */
const hostile = `"'><x-evil x-evil=1 onerror=alert(1)><img src=x onerror=alert(1)>javascript:alert(1)//`
/** Makes what follows it run from right to left (https://trojansource.codes). */
const reversed = 'safe\u202Eelif\u2066\u2067'

const open = embeddedStores()
let house: PagesHouse
let furnished: Furnished
const answers = new Map<string, Answer>()

beforeAll(async () => {
  house = createPagesHouse(await open())
  furnished = await furnish(house)
  await renameEverything(hostile)
  for await (const { name, answer } of lookAround(house, furnished).pages()) answers.set(name, answer)
})

/** Everything that is called as somebody likes, through the rooms that take such names. */
async function renameEverything(text: string) {
  const owner = await house.accounts.byUsername('owner')
  const acme = await house.organizations.byName('acme')
  if (owner === undefined || acme === undefined) throw new Error('They are there.')
  granted(await house.organizations.setDisplayName(acme.id, text, operator))
  const owners = [
    { kind: 'account', id: owner.id },
    { kind: 'organization', id: acme.id },
  ] as const
  for (const whose of owners) {
    for (const [index, { id }] of (await house.keys.list(whose)).items.entries()) {
      const renamed = await house.keys.rename(id, `${text}${index}`, 'local command')
      if (refused(renamed) && renamed.code !== 'key_over') throw new Error(renamed.message)
      house.keys.used(id, { at: house.clock.now(), address: '192.0.2.7', client: text })
      house.keys.count({ key: id, action: 'read', target: 'pypi:acme', address: '192.0.2.7', client: text })
    }
  }
  await house.keys.flush()
  const redirectUris = ['https://evil.example/?"><x-evil>']
  const { client } = granted(
    await house.clients.create({ name: text, redirectUris, confidential: false }, operator),
  )
  const { login } = await house.loginOf(owner, { client, deviceName: text })
  house.logins.used(login.id, { at: house.clock.now(), address: '192.0.2.7', client: text })
  await house.logins.flush()
  const place = { organization: 'acme', ecosystem: 'pypi', package: 'widget', version: '1.0' }
  const judge = await house.judge(sessionOf(owner), { action: 'retire', ...place })
  granted(await house.repositories.retireVersion(judge, text))
  granted(await house.sessions.signIn(browserOf('owner', text)))
}

function browserOf(username: string, userAgent: string) {
  return { username, password: new Secret(password), address: '192.0.2.7', userAgent }
}

test('on every page no element and no attribute came out of a name, and no link runs', () => {
  expect(answers.size).toBeGreaterThan(80)
  for (const [name, { html }] of answers) {
    for (const { tag, attributes } of elementsIn(html)) {
      expect(tag, name).not.toBe('x-evil')
      for (const [attribute, value] of Object.entries(attributes)) {
        expect(attribute, name).not.toMatch(/^on|^x-evil|^style$/)
        if (/^(href|src|action|formaction)$/.test(attribute))
          expect(value, name).toMatch(/^(\/|#|\?|data:(image|text\/plain)|otpauth:)/)
      }
    }
  }
})

test('the names were there: on the pages where they belong they are read as they were written', () => {
  const text = hostile.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
  const written = text.replaceAll('"', '&quot;').replaceAll("'", '&#39;')
  for (const name of ['keys', 'key', 'logins', 'organization', 'package', 'admin-clients', 'admin-events']) {
    expect(answers.get(name)?.html.includes(written), name).toBe(true)
  }
})

test('no name that turns text around is taken', async () => {
  const owner = await house.accounts.byUsername('owner')
  const acme = await house.organizations.byName('acme')
  const [key] = (await house.keys.list({ kind: 'account', id: owner?.id ?? '' })).items
  const client = { name: reversed, redirectUris: [], confidential: false }
  const outcomes = {
    organization: await house.organizations.setDisplayName(acme?.id ?? '', reversed, operator),
    key: await house.keys.rename(key?.id ?? '', reversed, 'local command'),
    client: await house.clients.create(client, operator),
  }
  for (const [what, outcome] of Object.entries(outcomes)) expect(refused(outcome), what).toBe(true)
})

test('what a stranger’s program calls itself turns no text around on the page that asks about it', async () => {
  const latchkey = await house.clients.find('latchkey')
  if (latchkey === undefined) throw new Error('It is part of the program.')
  const request = { scope: 'api', deviceName: reversed }
  const asked = granted(await house.deviceAuthorizations.request(latchkey, request, {}))
  const owner = new Visitor(house, origin)
  await owner.signIn('owner')
  await owner.submit('/device', { user_code: asked.userCode })
  const { html, status } = await owner.get(`/device/${asked.userCode}`)
  expect(status).toBe(200)
  expect(html).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/)
})

test('no page broke', () => {
  expect(house.reports).toEqual([])
})
