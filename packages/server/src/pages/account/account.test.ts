/** One's own account on the pages: a lost password, and another one. */
import { beforeEach, describe, expect, test } from 'vitest'
import { operator } from '../../audit/index.ts'
import { giveSecondFactor } from '../../second-factors/testing.ts'
import { embeddedStores } from '../../storage/testing/embedded.ts'
import { createPagesHouse, granted, origin, type PagesHouse, password } from '../testing/house.ts'
import { Visitor } from '../testing/visitor.ts'

const next = 'ten large cranes at dawn'

const open = embeddedStores()
let house: PagesHouse
let visitor: Visitor

beforeEach(async () => {
  house = createPagesHouse(await open())
  visitor = new Visitor(house, origin)
})

const signInWith = async (given: string) =>
  (await new Visitor(house, origin).post('/login', { username: 'ada', password: given })).status

describe('the link for a new password', () => {
  const link = async () => {
    const { id } = await house.person('ada')
    return `/reset/${granted(await house.lockOut.makeResetLink(id, operator)).expose()}`
  }

  test('says whose it is, sets the password and signs in; once', async () => {
    const path = await link()
    expect((await visitor.get(path)).html).toContain('<strong>ada</strong>')
    const answer = await visitor.post(path, { password: next })
    expect(answer.headers.get('location')).toBe('/account')
    expect((await visitor.get('/account')).html).toContain('ada@example.com')
    expect([await signInWith(password), await signInWith(next)]).toEqual([401, 303])
    const second = new Visitor(house, origin)
    expect((await second.get(path)).status).toBe(404)
    expect((await second.post(path, { password: 'some other password' })).status).toBe(404)
    expect(await signInWith(next)).toBe(303)
  })

  test('stays where the password is weak, and says so at the field without sending it back', async () => {
    const path = await link()
    const answer = await visitor.post(path, { password: 'hunter2' })
    expect(answer.status).toBe(400)
    expect(answer.html).toContain('id="password-problem"')
    expect(answer.html).not.toContain('hunter2')
    expect((await visitor.post(path, { password: next })).status).toBe(303)
  })

  describe('of an account with a second factor', () => {
    const anew = async (options: { readonly secondFactor?: boolean }) => {
      const { id } = await house.person('ada')
      await giveSecondFactor(house.store, id, house.clock)
      return `/reset/${granted(await house.lockOut.makeResetLink(id, operator, options)).expose()}`
    }

    test('offers to remove it only if it was made for that, and the code is asked for where it stays', async () => {
      const path = await anew({})
      expect((await visitor.get(path)).html).not.toContain('remove_second_factor')
      await visitor.post(path, { password: next, remove_second_factor: 'yes' })
      expect((await visitor.get('/account')).headers.get('location')).toBe('/login/code?next=%2Faccount')
    })

    test('removes it if the person says so', async () => {
      const path = await anew({ secondFactor: true })
      expect((await visitor.get(path)).html).toContain('name="remove_second_factor"')
      const weak = await visitor.post(path, { password: 'hunter2', remove_second_factor: 'yes' })
      expect(weak.html).toMatch(/name="remove_second_factor" value="yes" checked/)
      await visitor.post(path, { password: next, remove_second_factor: 'yes' })
      expect((await visitor.get('/account')).html).toContain('None yet')
    })
  })

  test('ends the session that the browser had', async () => {
    const path = await link()
    const { id } = await house.person('bob')
    await visitor.signIn('bob')
    await visitor.post(path, { password: next })
    expect(await house.sessions.list(id)).toEqual([])
  })
})

describe('another password', () => {
  beforeEach(async () => {
    await house.person('ada')
    await visitor.signIn('ada')
  })

  const change = (fields: Record<string, string>) =>
    visitor.submit('/account/password', fields, { page: '/account/password' })

  test('takes the current one, however lately it was given, and signs out every other browser', async () => {
    const other = new Visitor(house, origin)
    await other.signIn('ada')
    const wrong = await change({ current_password: 'not the password', password: next })
    expect(wrong.status).toBe(401)
    expect(wrong.html).toContain('id="current_password-problem"')
    expect(await signInWith(password)).toBe(303)

    const former = visitor.cookie
    const done = await change({ current_password: password, password: next })
    expect(done.headers.get('location')).toBe('/account?done=password')
    expect(visitor.cookie).not.toBe(former)
    expect((await visitor.get('/account?done=password')).html).toContain('The password is changed')
    expect((await other.get('/account')).status).toBe(303)
    expect([await signInWith(password), await signInWith(next)]).toEqual([401, 303])
  })

  test('that is weak changes nothing, and neither password is sent back', async () => {
    const answer = await change({ current_password: password, password: 'hunter2' })
    expect(answer.status).toBe(400)
    expect(answer.html).toContain('id="password-problem"')
    for (const secret of [password, 'hunter2']) expect(answer.html).not.toContain(secret)
    expect((await change({ current_password: password, password: next })).status).toBe(303)
  })
})
