/** Deleting one's account while other windows of it do other things: nothing that they did lives on, whichever came first. */
import { expect, test } from 'vitest'
import { forEachEngine } from '../../storage/testing/stores.ts'
import { createPagesHouse, origin } from '../testing/house.ts'
import { formTokenIn, Visitor } from '../testing/visitor.ts'

const doings = [
  ['/account/keys/new', { name: 'late', 'may-1': 'read', 'where-1': '*', do: 'make' }],
  ['/account/second-factor/new', {}],
  ['/account/delete', { confirm: 'ada' }],
  ['/language', { language: 'de', here: '/' }],
  ['/account/delete', { confirm: 'ada' }],
  ['/account/email', { email: 'other@example.com' }],
] as const

forEachEngine((_engine, open) => {
  test.each([
    ['first', doings],
    ['last', doings.toReversed()],
  ])('what makes things alive comes %s', async (_when, all) => {
    const house = createPagesHouse(await open())
    const { id } = await house.person('ada')
    const ada = new Visitor(house, origin)
    await ada.signIn('ada')
    const formToken = formTokenIn((await ada.get('/account/delete')).html) ?? ''
    const [answers] = await Promise.all([
      Promise.all(all.map(([path, fields]) => ada.post(path, fields, { formToken }))),
      new Visitor(house, origin).signIn('ada'),
    ])
    expect(answers.filter(({ headers }) => headers.get('location') === '/?done=deleted')).toHaveLength(1)
    expect(house.reports).toEqual([])

    const { read } = house.store
    const left = await Promise.all([
      read
        .selectFrom('keys')
        .selectAll()
        .where('owner_id', '=', id)
        .where('revoked_at', 'is', null)
        .execute(),
      read.selectFrom('sessions').selectAll().where('account_id', '=', id).execute(),
      read.selectFrom('authenticators').selectAll().where('account_id', '=', id).execute(),
      read.selectFrom('email_links').selectAll().execute(),
      read.selectFrom('events').selectAll().where('address', 'is not', null).execute(),
    ])
    expect(left).toEqual([[], [], [], [], []])
    const row = read.selectFrom('accounts').select(['language', 'email', 'password_hash'])
    expect(await row.execute()).toEqual([{ language: null, email: '', password_hash: '' }])
  })
})
