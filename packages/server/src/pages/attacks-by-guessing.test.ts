/** Guessing: what there is and what there is not are answered alike, so that nobody finds out by asking. */
import { beforeEach, describe, expect, test } from 'vitest'
import { operator } from '../audit/index.ts'
import { giveSecondFactor } from '../second-factors/testing.ts'
import { embeddedStores } from '../storage/testing/embedded.ts'
import { type Furnished, furnish } from './testing/furnish.ts'
import { createPagesHouse, granted, origin, type PagesHouse, password } from './testing/house.ts'
import { type Answer, Visitor } from './testing/visitor.ts'

const open = embeddedStores()
let house: PagesHouse
let furnished: Furnished

beforeEach(async () => {
  house = createPagesHouse(await open())
  furnished = await furnish(house)
})

/** What an answer tells, without what was asked, and without the challenge for a passkey, which is another each time. */
function told({ status, headers, html }: Answer, asked: string) {
  return {
    status,
    location: headers.get('location'),
    html: html.replaceAll(asked, 'ASKED').replaceAll(/data-passkey="[^"]*"/g, ''),
  }
}

describe('nobody finds out by asking', () => {
  test('who has an account: a wrong password is answered alike for everybody, for nobody, and for who is disabled', async () => {
    const answers = []
    for (const username of ['owner', 'nobody-is-called-so', 'heinrich', 'Not a name!']) {
      const answer = await new Visitor(house, origin).post('/login', { username, password: 'wrong, wrong' })
      answers.push(told(answer, username))
    }
    expect(answers[0]?.status).toBe(401)
    for (const answer of answers) expect(answer).toEqual(answers[0])
  })

  test('who has an account: a forgotten password is answered alike for everybody and nobody', async () => {
    const answers = []
    for (const whose of [
      'owner',
      'owner@example.com',
      'nobody-is-called-so',
      'heinrich',
      'nobody@example.com',
    ]) {
      answers.push(told(await new Visitor(house, origin).post('/forgot', { whose }), whose))
    }
    expect(answers[0]).toMatchObject({ status: 303, location: '/forgot?sent=yes' })
    for (const answer of answers) expect(answer).toEqual(answers[0])
  })

  test.each([
    ['/invitations/', () => furnished.invitation.expose()],
    ['/reset/', () => furnished.reset.expose()],
  ])(
    'which links there were: %s says the same of one that is cut off, over, and never was',
    async (path, secret) => {
      const visitor = new Visitor(house, origin)
      expect((await visitor.get(`${path}${secret()}`)).status).toBe(200)
      house.clock.advance(8 * 24 * 60 * 60_000)
      const [looked, sent] = [[] as unknown[], [] as unknown[]]
      for (const text of [secret(), secret().slice(0, 40), 'x'.repeat(43)]) {
        looked.push(told(await visitor.get(`${path}${text}`), text))
        sent.push(told(await visitor.post(`${path}${text}`, { username: 'new', password }), text))
      }
      for (const answers of [looked, sent]) {
        expect(answers[0]).toMatchObject({ html: expect.stringContaining('This link cannot be used') })
        for (const answer of answers) expect(answer).toEqual(answers[0])
      }
    },
  )

  test('which devices wait: a wrong code is answered as one that is over', async () => {
    const code = await furnished.newUserCode()
    house.clock.advance(11 * 60_000)
    const owner = new Visitor(house, origin)
    await owner.signIn('owner')
    const answers = []
    for (const user_code of [code, 'BBBB-BBBB']) {
      const { status, html } = await owner.submit('/device', { user_code })
      const main = html.slice(html.indexOf('<main')).replaceAll(user_code, 'CODE')
      answers.push({ status, main: main.replaceAll(user_code.replace('-', ''), 'CODE') })
    }
    expect(answers[0]).toEqual(answers[1])
  })
})

describe('nobody’s session is known to somebody else before it is theirs', () => {
  /** Visits as somebody whose browser was given a session's id by somebody else, as far as that may be. */
  async function planted(value: string): Promise<Visitor> {
    const visitor = new Visitor(house, origin)
    await visitor.get('/', { cookie: `__Host-sid=${value}` })
    return visitor
  }

  const idOf = (visitor: Visitor) => /__Host-sid=([^;]+)/.exec(visitor.cookie ?? '')?.[1]

  test('looking at pages gives none, and takes none that it is given', async () => {
    const visitor = await planted('chosen-by-somebody-else')
    expect(visitor.cookie).toBeUndefined()
    const answer = await visitor.post(
      '/login',
      { username: 'grace', password },
      {
        headers: { cookie: '__Host-sid=chosen-by-somebody-else' },
      },
    )
    expect(answer.status).toBe(303)
    expect(idOf(visitor)).not.toBe('chosen-by-somebody-else')
  })

  test('it gets another id with the password, with the code, and with each proof after that', async () => {
    const grace = await house.accounts.byUsername('grace')
    const app = await giveSecondFactor(house.store, grace?.id ?? '', house.clock)
    const visitor = new Visitor(house, origin)
    const ids = [idOf(visitor)]
    await visitor.signIn('grace')
    ids.push(idOf(visitor))
    await visitor.submit('/login/code', { code: app.nextCode(house.clock).expose() })
    ids.push(idOf(visitor))
    house.clock.advance(11 * 60_000)
    const code_again = app.nextCode(house.clock).expose()
    await visitor.submit('/account/second-factor/recovery-codes', { code_again }, { page: '/account' })
    ids.push(idOf(visitor))
    expect(new Set(ids).size).toBe(4)
    for (const former of ids.slice(0, -1)) {
      const cookie = `__Host-sid=${former}`
      expect((await new Visitor(house, origin).get('/account', { cookie })).status).toBe(303)
    }
    expect((await visitor.get('/account')).status).toBe(200)
  })

  test('it gets another with a new account, and a new password signs every browser out', async () => {
    const link = granted(await house.invitations.invite({ by: granted(await admin()) }, operator))
    const invited = new Visitor(house, origin)
    await invited.signIn('grace')
    const before = idOf(invited)
    const fields = { username: 'newcomer', email: 'new@example.com', password }
    await invited.post(`/invitations/${link.expose()}`, fields)
    expect(idOf(invited)).not.toBe(before)
    const read = new Visitor(house, origin)
    await read.signIn('read')
    const reset = granted(await house.lockOut.makeResetLink((await named('read')).id, operator))
    await new Visitor(house, origin).post(`/reset/${reset.expose()}`, {
      password: 'another quiet owl at dusk',
    })
    expect((await read.get('/account')).status).toBe(303)
  })

  async function named(username: string) {
    const account = await house.accounts.byUsername(username)
    if (account === undefined) throw new Error(`There is no ${username}.`)
    return account
  }
  const admin = () => named('ada')
})
