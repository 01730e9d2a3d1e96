import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import type { CurrentSession } from '../../accounts/index.ts'
import { forEachEngine } from '../../storage/testing/stores.ts'
import { type Example, examples, readAnswer } from '../testing/examples.ts'
import { createOAuthHouse, type OAuthTestHouse } from '../testing/house.ts'
import { grants } from './index.ts'

const folder = import.meta.dirname
const types = grants.map(({ type }) => type)

test('every grant is a file in this folder, a line in the list and an example of its test', () => {
  const others = ['index.ts', 'index.test.ts']
  expect(readdirSync(folder).filter(file => !others.includes(file))).toHaveLength(grants.length)
  expect(Object.keys(examples).sort()).toEqual([...types].sort())
  for (const type of types) {
    const name = type.split(':').at(-1)?.replaceAll('_', '-')
    expect(existsSync(join(folder, `${name}.ts`)), `${type} is in ${name}.ts`).toBe(true)
  }
})

test('security 1: there is no grant but these', () => {
  expect([...types].sort()).toEqual([
    'authorization_code',
    'client_credentials',
    'refresh_token',
    'urn:ietf:params:oauth:grant-type:device_code',
  ])
})

forEachEngine((_engine, open) => {
  let house: OAuthTestHouse
  let session: CurrentSession

  beforeEach(async () => {
    house = createOAuthHouse(await open())
    session = await house.signedIn('ann')
  })

  const ask = (type: string, form: Example['form']) =>
    house.post('/oauth/token', { grant_type: type, ...form })

  describe.each(types)('%s', type => {
    const example = async () => {
      const make = examples[type]
      if (make === undefined) throw new Error(`Say an example of ${type} in testing/examples.ts.`)
      return make(house, session)
    }

    test('gives a bearer token of at most half an hour that works, in an answer that nobody keeps', async () => {
      const { form, refreshable } = await example()
      const answer = await ask(type, form)
      const tokens = await readAnswer(house, answer)
      expect(answer.headers.get('cache-control')).toBe('no-store')
      expect(tokens.token_type).toBe('bearer')
      expect(tokens.expires_in).toBeLessThanOrEqual(1800)
      expect(tokens.scope).toMatch(/^[!#-[\]-~]+(?: [!#-[\]-~]+)*$/)
      expect(tokens.refresh_token !== undefined).toBe(refreshable)
      const asked = await house.ask(tokens.access_token, { action: 'identify' })
      expect(asked.answer).toBe('allowed')
    })

    test('is in the metadata', async () => {
      expect((await house.discover()).grant_types_supported).toContain(type)
    })

    test('gives nothing where a parameter is missing, comes twice, or is another', async () => {
      const { form } = await example()
      for (const name of Object.keys(form)) {
        const { [name]: value = '', ...rest } = form
        const tried = [rest, { ...rest, [name]: 'nonsense' }]
        for (const each of tried) expect((await ask(type, each)).status).toBeGreaterThanOrEqual(400)
        const twice = new URLSearchParams({ grant_type: type, ...form })
        twice.append(name, value)
        expect((await house.post('/oauth/token', twice)).body).toMatchObject({ error: 'invalid_request' })
      }
      // Nothing of that used anything up.
      expect((await ask(type, form)).status).toBe(200)
    })

    test('gives nothing to a client that is not known', async () => {
      const { form } = await example()
      const answer = await ask(type, { ...form, client_id: 'nosuch' })
      expect(answer).toMatchObject({ status: 401, body: { error: 'invalid_client' } })
    })
  })
})
