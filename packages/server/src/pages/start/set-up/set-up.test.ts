/** Set-up in four steps: what each makes, where it goes on when it was left, and the first upload arriving. */
import { Secret } from '@latchkey/protocol'
import { beforeEach, describe, expect, test } from 'vitest'
import { operator } from '../../../audit/index.ts'
import { embeddedStores } from '../../../storage/testing/embedded.ts'
import { createPagesHouse, granted, origin, type PagesHouse, password } from '../../testing/house.ts'
import { publish } from '../../testing/publish.ts'
import { type Answer, Visitor } from '../../testing/visitor.ts'

const ada = { username: 'ada', email: 'ada@example.com', password }
const repository = '/organizations/acme/repositories/pypi'
const locationOf = ({ headers }: Answer) => headers.get('location')

const open = embeddedStores()
let house: PagesHouse
let visitor: Visitor

beforeEach(async () => {
  house = createPagesHouse(await open())
  visitor = new Visitor(house, origin)
})

const begin = async () => visitor.post(`/set-up/${(await house.invitations.setUp(operator))?.expose()}`, ada)
const makeOrganization = (name = 'acme') => visitor.submit('/set-up/organization', { name })
const makeRepository = (ecosystem = 'pypi') =>
  visitor.submit('/organizations/acme/set-up', { ecosystem, visibility: 'private' })
const makeKey = (fields: Readonly<Record<string, string>> = {}) =>
  visitor.submit(`${repository}/set-up`, { name: 'first upload', package: '', ...fields })
const goOn = async () => locationOf(await visitor.get('/set-up'))

const tokenIn = ({ html }: Answer) => new Secret(/<code>(latchkey-[\w-]{80,})<\/code>/.exec(html)?.[1] ?? '')
const upload = (token: Secret) => publish(house, { id: '' }, { filename: 'widget-1.0.tar.gz' }, token)

test('each step leads to the next, and the last shows a key that uploads', async () => {
  expect(locationOf(await begin())).toBe('/set-up/organization')
  expect((await visitor.get('/set-up/organization')).html).toContain('Step 2 of 4')
  expect(locationOf(await makeOrganization())).toBe('/organizations/acme/set-up')
  expect((await visitor.get('/organizations/acme/set-up')).html).toContain('Step 3 of 4')
  expect(locationOf(await makeRepository())).toBe(`${repository}/set-up`)
  expect((await visitor.get(`${repository}/set-up`)).html).toContain('Step 4 of 4')

  const made = await makeKey()
  expect(made.status).toBe(200)
  expect(made.html).toContain(`repository = ${origin}/pypi/acme/legacy/`)
  expect(made.html).toContain('Waiting for the first upload to pypi:acme')
  const waiting = await visitor.get(`${repository}/first-upload`)
  expect(waiting.html).toContain('Waiting for the first upload to pypi:acme')
  expect(waiting.html).not.toContain(tokenIn(made).expose())

  await upload(tokenIn(made))
  const arrived = await visitor.get(`${repository}/first-upload`)
  expect(arrived.html).toContain('Received: widget 1.0')
  expect(arrived.html).toContain('widget-1.0.tar.gz')
  expect(arrived.html).toContain('ada, with “first upload”')
  expect(arrived.html).toContain('192.0.2.44, twine/4.0.2')
  expect(arrived.html).toContain(`href="${repository}/packages/widget"`)
})

test('it goes on where it was left, until something was uploaded', async () => {
  await begin()
  expect(await goOn()).toBe('/set-up/organization')
  await makeOrganization()
  expect(await goOn()).toBe('/organizations/acme/set-up')
  await makeRepository()
  expect(await goOn()).toBe(`${repository}/set-up`)
  const made = await makeKey()
  expect(await goOn()).toBe(`${repository}/first-upload`)
  await upload(tokenIn(made))
  expect(await goOn()).toBe('/')
})

test('a step that is done is not done twice', async () => {
  await begin()
  await makeOrganization()
  expect(locationOf(await visitor.get('/set-up/organization'))).toBe('/set-up')
  await makeRepository()
  expect(locationOf(await visitor.get('/organizations/acme/set-up'))).toBe('/set-up')
  await makeKey()
  const again = await makeKey()
  expect(again.status).toBe(409)
  expect(again.html).toMatch(/id="name"[^>]*aria-invalid="true"/)
})

test('what was typed is kept where something is wrong with it', async () => {
  await begin()
  const wrong = await makeOrganization('Not A Name')
  expect(wrong.status).toBe(400)
  expect(wrong.html).toContain('value="Not A Name"')
  await makeOrganization()
  expect((await makeRepository('cobol')).status).toBe(400)
  await makeRepository()
  for (const name of ['two words', 'acme-*']) {
    const key = await makeKey({ package: name })
    expect(key.status).toBe(400)
    expect(key.html).toMatch(/id="package"[^>]*value="[^"]+"[^>]*aria-invalid="true"/)
    expect(key.html).toContain(`“${name}” is no name of a package.`)
  }
})

test('the key uploads what was said and reads its repository, and nothing else', async () => {
  await begin()
  await makeOrganization()
  await makeRepository()
  const token = tokenIn(await makeKey({ package: 'Widget' }))
  const at = { organization: 'acme', ecosystem: 'pypi' }
  const ask = async (attempt: Parameters<PagesHouse['ask']>[1]) => (await house.ask(token, attempt)).answer
  expect(await ask({ action: 'publish', ...at, package: 'widget' })).toBe('allowed')
  expect(await ask({ action: 'read', ...at, package: 'gadget' })).toBe('allowed')
  expect(await ask({ action: 'publish', ...at, package: 'gadget' })).toBe('refused')
  expect(await ask({ action: 'retire', ...at, package: 'widget' })).toBe('refused')
  expect(await ask({ action: 'account' })).toBe('refused')
})

describe('somebody else', () => {
  test('who has nothing to set up is sent home', async () => {
    const { people } = await house.acme()
    await house.person('grace')
    await house.person('root-of-all', true)
    for (const username of ['read', 'write', 'grace', 'root-of-all']) {
      await visitor.signIn(username)
      expect(await goOn(), username).toBe('/')
    }
    await publish(house, people.write, { filename: 'widget-1.0.tar.gz' })
    await visitor.signIn('owner')
    expect(await goOn()).toBe('/')
  })

  test('who only reads is not told where whoever uploaded is', async () => {
    const { people } = await house.acme()
    await publish(house, people.write, { filename: 'widget-1.0.tar.gz' })
    const seenBy = async (username: string) => {
      await visitor.signIn(username)
      const { html } = await visitor.get(`${repository}/first-upload`)
      expect(html, username).toContain('Received: widget 1.0')
      return html.includes('192.0.2.44')
    }
    expect(await seenBy('read')).toBe(false)
    expect(await seenBy('write')).toBe(true)
    expect(await seenBy('owner')).toBe(true)
  })

  test('who is signed in for longer than ten minutes proves it before the key is made', async () => {
    await house.acme()
    await visitor.signIn('owner')
    house.clock.advance(11 * 60_000)
    const answer = await makeKey()
    expect(answer.html).toContain('Is it still you?')
    const keys = await house.keys.list({ kind: 'account', id: granted(await idOf('owner')) })
    expect(keys.items).toEqual([])
  })

  const idOf = async (username: string) =>
    (await house.accounts.byUsername(username))?.id ?? expect.fail('nobody is called so')
})

test('an upload to another repository of the organization is none to this one', async () => {
  const { organization, people } = await house.acme()
  const hex = { organization, ecosystem: 'hex', visibility: 'private' } as const
  granted(await house.repositories.create(hex, operator))
  await publish(house, people.write, { filename: 'widget-1.0.tar.gz' })
  await visitor.signIn('owner')
  expect((await visitor.get(`${repository}/first-upload`)).html).toContain('Received: widget 1.0')
  const other = await visitor.get('/organizations/acme/repositories/hex/first-upload')
  expect(other.html).toContain('Waiting for the first upload to hex:acme')
})
