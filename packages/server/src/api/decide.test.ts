/** `GET /decide`: what would be answered, before it is tried. */
import { attenuate, type Refusal, readToken, refused, writeToken } from '@latchkey/tokens'
import { beforeEach, expect, test } from 'vitest'
import { giveSecondFactor } from '../second-factors/testing.ts'
import { forEachEngine } from '../storage/testing/stores.ts'
import { type ApiHouse, createApiHouse, granted } from './testing/house.ts'

forEachEngine((_engine, open) => {
  let house: ApiHouse
  let acme: Awaited<ReturnType<ApiHouse['acme']>>

  beforeEach(async () => {
    house = createApiHouse(await open())
    acme = await house.acme()
  })

  const ask = async (token: string, query: Readonly<Record<string, string>>) =>
    house.call('GET', `/decide?${new URLSearchParams(query)}`, { token })
  const publishWidget = { action: 'publish', target: 'pypi:acme/widget', version: '1.2.3' }
  const events = () => house.store.read.selectFrom('events').selectAll().execute()

  test('a key that may is told so, with the ground', async () => {
    const { token } = await house.keyOf(acme.people.owner, [{ actions: ['publish'], targets: ['pypi:acme'] }])
    expect(await ask(token.expose(), publishWidget)).toMatchObject({
      status: 200,
      body: { answer: 'allowed', needs: [], code: null, next: null },
    })
  })

  test('a key that may not is told what objects and what to do, and no event is written of it', async () => {
    const { token } = await house.keyOf(acme.people.owner, [{ actions: ['read'], targets: ['pypi:acme'] }])
    const before = await events()
    const { status, body } = await ask(token.expose(), publishWidget)
    expect({ status, ...body }).toMatchObject({ status: 200, answer: 'refused', code: 'action_not_allowed' })
    expect(body.reason).toContain('publish')
    expect(body.next).not.toBeNull()
    expect(await events()).toEqual(before)
  })

  test('a repository that is missing can be created, unless its ecosystem is not served here', async () => {
    const { token } = await house.keyOf(acme.people.owner, [{ actions: ['read'], targets: ['*'] }])
    const { body: missing } = await ask(token.expose(), { action: 'read', target: 'hex:acme' })
    expect(missing).toMatchObject({ answer: 'refused', code: 'unknown_repository' })
    expect(missing.next).toContain('can create it')
    expect((await ask(token.expose(), { action: 'read', target: 'npm:acme' })).body).toMatchObject({
      ...{ answer: 'refused', code: 'unknown_ecosystem', reason: 'There is no ecosystem "npm" here.' },
      next: expect.stringContaining('hex'),
    })
    const stranger = { action: 'read', target: 'npm:others' }
    expect((await ask(token.expose(), stranger)).body).toMatchObject({ code: 'unknown_organization' })
  })

  test('the role counts as it does for the request itself', async () => {
    const { token } = await house.keyOf(acme.people.read, [{ actions: ['publish'], targets: ['pypi:acme'] }])
    expect((await ask(token.expose(), publishWidget)).body.code).toBe('role_insufficient')
  })

  test('a login of somebody with a second factor needs a code, until its window is open', async () => {
    const app = await giveSecondFactor(house.store, acme.people.owner.id, house.clock)
    const token = (await house.loginOf(acme.people.owner)).tokens.accessToken.expose()
    const { body } = await ask(token, publishWidget)
    expect(body).toMatchObject({ answer: 'needs', needs: ['code'], code: 'totp_required' })
    expect(body.next).toContain('/step-up')
    granted(await house.call('POST', '/step-up', { token, body: { code: app.code().expose() } }))
    expect((await ask(token, publishWidget)).body).toMatchObject({ answer: 'allowed', needs: [] })
  })

  test('asking opens no window', async () => {
    await giveSecondFactor(house.store, acme.people.owner.id, house.clock)
    const token = (await house.loginOf(acme.people.owner)).tokens.accessToken.expose()
    for (let n = 0; n < 2; n += 1) expect((await ask(token, publishWidget)).body.needs).toEqual(['code'])
  })

  test('what was not asked about is named where it counts', async () => {
    const { token } = await house.keyOf(acme.people.owner, [{ actions: ['publish'], targets: ['pypi:acme'] }])
    const narrow = writeToken(
      attenuate(value(readToken(token.expose())), { kind: 'version', versions: ['1.2.3'] }),
    )
    const { version: _, ...unversioned } = publishWidget
    expect((await ask(narrow, unversioned)).body).toMatchObject({ answer: 'needs', needs: ['version'] })
    expect((await ask(narrow, publishWidget)).body.answer).toBe('allowed')
    expect((await ask(narrow, { ...publishWidget, version: '1.2.4' })).body.code).toBe('version_not_allowed')
  })

  test('an organization that is invisible and one that does not exist are told apart by nothing', async () => {
    const stranger = await house.account('stranger')
    const { token } = await house.keyOf(stranger, [{ actions: ['publish'], targets: ['*'] }])
    const seen = await ask(token.expose(), publishWidget)
    const none = await ask(token.expose(), { ...publishWidget, target: 'pypi:other/widget' })
    expect(none.body).toEqual(JSON.parse(JSON.stringify(seen.body).replaceAll('acme', 'other')))
  })

  test.each([
    { action: 'publish' },
    { action: 'administer', target: 'pypi:acme' },
    { action: 'publish', target: '*' },
    { action: 'publish', target: '*:acme' },
    { action: 'publish', target: 'no target' },
    { ...publishWidget, digest: 'sha256:00' },
  ])('%j is refused as malformed', async query => {
    const { token } = await house.keyOf(acme.people.owner, [{ actions: ['publish'], targets: ['*'] }])
    const answer = await ask(token.expose(), query as unknown as Record<string, string>)
    expect(answer).toMatchObject({ status: 400, body: { error: { code: 'invalid_request' } } })
  })

  test('a name is decided on in its ecosystem’s normal form', async () => {
    const { token } = await house.keyOf(acme.people.owner, [
      { actions: ['publish'], targets: ['pypi:acme/big-widget'] },
    ])
    expect(
      (await ask(token.expose(), { ...publishWidget, target: 'pypi:acme/Big_Widget' })).body.answer,
    ).toBe('allowed')
  })
})

function value<T>(answer: T | Refusal): T {
  if (refused(answer)) throw new Error(answer.message)
  return answer
}
