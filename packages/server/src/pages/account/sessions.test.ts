/** The browsers that are signed in to one's account, on the pages. */
import { beforeEach, expect, test } from 'vitest'
import { giveSecondFactor } from '../../second-factors/testing.ts'
import { embeddedStores } from '../../storage/testing/embedded.ts'
import { createPagesHouse, origin, type PagesHouse } from '../testing/house.ts'
import { Visitor } from '../testing/visitor.ts'

const page = '/account/sessions'

const open = embeddedStores()
let house: PagesHouse
let ada: { readonly id: string }
let visitor: Visitor

beforeEach(async () => {
  house = createPagesHouse(await open())
  ada = await house.person('ada')
  visitor = new Visitor(house, origin)
  await visitor.signIn('ada')
})

const other = async (username = 'ada') => {
  const browser = new Visitor(house, origin)
  await browser.signIn(username)
  return browser
}
const idsOf = async ({ id } = ada) => (await house.sessions.list(id)).map(({ idHash }) => idHash)
const end = (id: string | undefined) => visitor.submit(`${page}/${id}/end`, {}, { page })

test('this one stands apart, and each of the others is told with its address and until when', async () => {
  const alone = (await visitor.get(page)).html
  expect(alone).toContain('signed in nowhere else')
  expect(alone).not.toContain('/account/sessions/end')
  house.clock.advance(60 * 60_000)
  await other()
  const { html } = await visitor.get(page)
  const [here = '', others = ''] = html.split('id="others"')
  expect(here.match(/aria-label="Sign out here"/g)).toHaveLength(1)
  expect(others.match(/aria-label="Sign out /g)).toHaveLength(1)
  expect(others).toContain('192.0.2.7')
  expect(others).toMatch(/<dt>Signs out<\/dt><dd>.*in 12 hours<\/time>, unless it is used/)
  expect(others).toContain('Sign out the other browser')
})

test('one of the others is signed out, and this one stays', async () => {
  const [mine] = await idsOf()
  const theirs = await other()
  const answer = await end((await idsOf()).find(id => id !== mine))
  expect(answer.headers.get('location')).toBe(`${page}?done=one`)
  expect(await idsOf()).toEqual([mine])
  expect((await theirs.get('/account')).status).toBe(303)
})

test('all others are signed out at once, also one that still waits for its code', async () => {
  const [mine] = await idsOf()
  await other()
  await other()
  expect((await visitor.get(page)).html).toContain('Sign out all 2 others')
  const answer = await visitor.submit(`${page}/end`, {}, { page })
  expect(answer.headers.get('location')).toBe(`${page}?done=others`)
  expect(await idsOf()).toEqual([mine])
  expect((await visitor.get(`${page}?done=others`)).html).toContain('Every other browser is signed out')
})

test('one that gave the password and no code is told from one that is signed in', async () => {
  const app = await giveSecondFactor(house.store, ada.id, house.clock)
  await visitor.signIn('ada')
  await visitor.submit('/login/code', { code: app.code().expose() }, { page: '/login/code' })
  await other()
  expect((await visitor.get(page)).html.match(/waits for a code/g)).toHaveLength(1)
})

test('of somebody else none is shown, and none signed out', async () => {
  const bob = await house.person('bob')
  await other('bob')
  const [theirs] = await idsOf(bob)
  await end(theirs)
  await visitor.submit(`${page}/end`, { session: theirs ?? '' }, { page })
  expect(await idsOf(bob)).toEqual([theirs])
  expect((await visitor.get(page)).html).not.toContain(theirs)
})

test('this one is signed out too where it is asked for, and its cookie is taken away', async () => {
  const [mine] = await idsOf()
  const answer = await end(mine)
  expect(answer.headers.get('location')).toBe('/?done=signed-out')
  expect(visitor.cookie).toBeUndefined()
  expect(await idsOf()).toEqual([])
})
