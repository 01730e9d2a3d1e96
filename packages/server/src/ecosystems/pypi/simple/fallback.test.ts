import { describe, expect, test } from 'vitest'
import { operator } from '../../../audit/index.ts'
import { granted } from '../../../credentials/testing/small-house.ts'
import type { UnownedName } from '../../../repositories/index.ts'
import { judgeOf } from '../../../repositories/testing/judge-of.ts'
import { createFallbackOf } from '../../fallback.ts'
import { bearer } from '../../testing/contract-subject.ts'
import { type PypiHouse, pypiHouse } from '../testing/pypi-house.ts'

const index = 'https://public.example/simple/'
const widget = { name: 'widget', version: '1.0' }
const widgetVersion = { package: widget.name, version: widget.version }
const page = (name: string) => `/pypi/acme/simple/${name}/`

const house = (fallbacks: Record<string, string> = { 'pypi:acme': index }) => pypiHouse({ fallbacks })

async function acme({ repositories }: PypiHouse) {
  const found = await repositories.find('acme', 'pypi')
  if (found === undefined) throw new Error('There must be pypi:acme.')
  return found
}

async function reserve(rooms: PypiHouse, ...names: string[]): Promise<void> {
  granted(await rooms.repositories.reserve(await acme(rooms), names, operator))
}

async function mayChange(rooms: PypiHouse, action: 'retire' | 'delete') {
  const { token } = await rooms.keyOf(rooms.alice, [{ actions: [action], targets: ['*'] }])
  const credential = granted(await rooms.authenticate(token))
  return judgeOf(rooms, credential, widgetVersion, action)
}

const sent = (to: string) => ({ status: 302, head: expect.stringMatching(`(?:^|\n)Location: ${to}\r?\n`) })

describe('a name that nobody here has', () => {
  test('is looked for in the public index, by the client itself, each time anew', async () => {
    const rooms = await house()
    const answer = await rooms.get(page('requests'))
    expect(answer).toMatchObject(sent(`${index}requests/`))
    expect(answer.head).toMatch(/^cache-control: no-store\r?$/im)
    expect(answer.head).toMatch(/^referrer-policy: no-referrer\r?$/im)
    expect(answer.body).toBe('')
  })

  test('is found here from the moment that it is published here', async () => {
    const rooms = await house()
    expect(await rooms.get(page('widget'))).toMatchObject(sent(`${index}widget/`))
    await rooms.uploadWheel(widget)
    expect(await rooms.listed('widget')).toEqual(['widget-1.0-py3-none-any.whl'])
  })

  test('is in the one form that the index knows it by, whatever was asked for', async () => {
    const rooms = await house()
    expect((await rooms.get(page('Typing_Extensions'))).status).toBe(301)
    expect(await rooms.get(page('typing-extensions'))).toMatchObject(sent(`${index}typing-extensions/`))
  })

  test('is unknown where the repository has no fallback', async () => {
    const rooms = await house({ 'pypi:globex': index, 'npm:*': index })
    expect(await rooms.get(page('requests'))).toMatchObject({ status: 404 })
  })

  test('goes where this repository says, or else where all of its ecosystem do', async () => {
    const all = await house({ 'pypi:*': index })
    expect(await all.get(page('requests'))).toMatchObject(sent(`${index}requests/`))
    const own = await house({ 'pypi:*': index, 'pypi:acme': 'https://other.example/' })
    expect(await own.get(page('requests'))).toMatchObject(sent('https://other.example/requests/'))
  })

  test('is told to nobody who may not read it here', async () => {
    const rooms = await house()
    const request = { method: 'GET', path: page('requests') }
    expect(await rooms.send(request)).toMatchObject({ status: 401 })
    const narrow = await rooms.keyOf(rooms.alice, [{ actions: ['read'], targets: ['pypi:acme/widget'] }])
    expect(await rooms.send(request, bearer(narrow))).toMatchObject({ status: 403 })
    const stranger = await rooms.keyOf(await rooms.account('mallory'), [
      { actions: ['read'], targets: ['*'] },
    ])
    expect(await rooms.send(request, bearer(stranger))).toMatchObject({ status: 404 })
  })

  test('has no file here that could be asked for', async () => {
    const rooms = await house()
    const file = '/pypi/acme/files/requests/requests-2.0-py3-none-any.whl'
    expect(await rooms.get(file)).toMatchObject({ status: 404 })
  })
})

describe('a name of ours is never asked of the public index', () => {
  test.each<[what: string, change: (rooms: PypiHouse) => Promise<unknown>]>([
    ['with a file', async () => undefined],
    [
      'with every version yanked',
      async rooms =>
        granted(await rooms.repositories.retireVersion(await mayChange(rooms, 'retire'), 'Broken.')),
    ],
    [
      'with every file deleted',
      async rooms => granted(await rooms.repositories.deleteFiles(await mayChange(rooms, 'delete'))),
    ],
  ])('%s', async (_, change) => {
    const rooms = await house()
    await rooms.uploadWheel(widget)
    await change(rooms)
    expect(await rooms.get(page('widget'))).toMatchObject({ status: 200 })
  })

  test.each([
    ['by its name', 'widget', 'widget'],
    ['by its name in another spelling', 'Acme.Widget', 'acme-widget'],
    ['with all that begin so', 'acme-*', 'acme-widget'],
    ['with all that begin so, in another spelling', 'Acme_*', 'acme-widget'],
    ['with all that begin with several words', 'acme-big-*', 'acme-big-red-widget'],
  ])('where it is reserved %s (%s)', async (_, reserved, name) => {
    const rooms = await house()
    await reserve(rooms, reserved)
    expect(await rooms.get(page(name))).toMatchObject({ status: 404 })
  })

  test('and a word that only begins like a reserved one is not reserved', async () => {
    const rooms = await house()
    await reserve(rooms, 'acme-*')
    for (const name of ['acme', 'acmeology', 'not-acme-widget'])
      expect(await rooms.get(page(name))).toMatchObject(sent(`${index}${name}/`))
  })

  test('from the moment that it is reserved, though it was asked for before', async () => {
    const rooms = await house()
    for (const _ of [1, 2]) expect(await rooms.get(page('widget'))).toMatchObject({ status: 302 })
    await reserve(rooms, 'widget')
    expect(await rooms.get(page('widget'))).toMatchObject({ status: 404 })
  })

  test('until the reservation is given up', async () => {
    const rooms = await house()
    await reserve(rooms, 'acme-*', 'gadget')
    granted(await rooms.repositories.release(await acme(rooms), ['ACME-*'], operator))
    expect(await rooms.get(page('acme-widget'))).toMatchObject(sent(`${index}acme-widget/`))
    expect(await rooms.get(page('gadget'))).toMatchObject({ status: 404 })
  })

  test('and what looks like the proof that a name is nobody’s is none', async () => {
    const rooms = await house()
    const owner = await rooms.repositories.ownerOf(await acme(rooms), 'requests')
    if (owner.kind !== 'nobody') throw new Error('Nobody has it.')
    const fallbackOf = createFallbackOf({ 'pypi:acme': index })
    expect(fallbackOf(owner.unowned)).toBe(index)
    const forged = { ...owner.unowned, name: 'widget' } as UnownedName
    expect(() => fallbackOf(forged)).toThrow(TypeError)
  })
})
