/** Names as weapons: what people and clients choose to be called is text wherever it stands, and turns nothing around. */
import { refused } from '@latchkey/tokens'
import { beforeAll, expect, test } from 'vitest'
import { operator } from '../audit/index.ts'
import { embeddedStores } from '../storage/testing/embedded.ts'
import { furnish } from './testing/furnish.ts'
import { hostile, renameEverything } from './testing/hostile-names.ts'
import { createPagesHouse, granted, origin, type PagesHouse } from './testing/house.ts'
import { lookAround } from './testing/look-around.ts'
import { elementsIn } from './testing/parsed.ts'
import { type Answer, Visitor } from './testing/visitor.ts'

/** Makes what follows it run from right to left (https://trojansource.codes). */
const reversed = 'safe\u202Eelif\u2066\u2067'

const open = embeddedStores()
let house: PagesHouse
const answers = new Map<string, Answer>()

beforeAll(async () => {
  house = createPagesHouse(await open())
  const furnished = await furnish(house)
  await renameEverything(house, hostile)
  for await (const { name, answer } of lookAround(house, furnished).pages()) answers.set(name, answer)
})

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
