/**
 * What is not theirs (CVE-2025-61928, CVE-2026-45337): on every route, in its path and in its form, somebody who is signed
 * in names what belongs to others. Nothing of theirs changes, nothing of theirs is shown, and what is theirs is answered
 * like what never was.
 */
import { refused } from '@latchkey/tokens'
import { beforeAll, describe, expect, test } from 'vitest'
import { operator } from '../audit/index.ts'
import type { KeyOwner } from '../keys/index.ts'
import { embeddedStores } from '../storage/testing/embedded.ts'
import type { Route } from './route.ts'
import { routes } from './routes.ts'
import { allRows, changesBetween } from './testing/all-rows.ts'
import { type Furnished, furnish } from './testing/furnish.ts'
import { createPagesHouse, granted, origin, type PagesHouse } from './testing/house.ts'
import { type Answer, formTokenIn, Visitor } from './testing/visitor.ts'

/** Those for whom somebody must be signed in. */
const guarded = routes.filter(({ may }) => may !== 'anyone' && may !== 'password')

/** Parameters of a path that tell one thing of somebody from others. */
const ids = ['key', 'login', 'session', 'passkey', 'invitation', 'mail', 'client']

/** As long as an id, and nobody's. */
const madeUp = 'bWFkZSB1cCwgYW5kIG5vYm'

const open = embeddedStores()
let house: PagesHouse
let furnished: Furnished

beforeAll(async () => {
  house = createPagesHouse(await open())
  furnished = await furnish(house)
  const mallory = await house.person('mallory')
  const globex = await house.organization('globex', mallory)
  granted(
    await house.repositories.create(
      { organization: globex, ecosystem: 'pypi', visibility: 'private' },
      operator,
    ),
  )
  await new Visitor(house, origin).signIn('owner')
})

/** What belongs to some accounts and organizations: by its ids rows tell that they are about it. */
async function belongingsOf(usernames: readonly string[], organizations: readonly string[]) {
  const found = { ids: new Set<string>(), examples: new Set<string>(), words: new Set<string>() }
  const add = (things: readonly { readonly id: string }[]) => {
    for (const [index, { id }] of things.entries()) {
      found.ids.add(id)
      if (index === 0) found.examples.add(id)
    }
  }
  const addKeys = async (owner: KeyOwner) => {
    const { items } = await house.keys.list(owner)
    add(items)
    for (const { id } of items) {
      // Nothing that a page says by itself.
      const renamed = await house.keys.rename(id, `theirs-${id}`, 'local command')
      if (!refused(renamed)) found.words.add(renamed.name)
    }
  }
  for (const username of usernames) {
    const account = await house.accounts.byUsername(username)
    if (account === undefined) throw new Error(`There is no ${username}.`)
    add([account])
    await addKeys({ kind: 'account', id: account.id })
    add((await house.logins.list(account.id)).items)
    add((await house.sessions.list(account.id)).map(({ idHash }) => ({ id: idHash })))
    found.words.add(account.email)
  }
  for (const name of organizations) {
    const organization = await house.organizations.byName(name)
    if (organization === undefined) throw new Error(`There is no ${name}.`)
    add([organization])
    await addKeys({ kind: 'organization', id: organization.id })
  }
  return { ids: [...found.ids], examples: [...found.examples], words: [...found.words] }
}

type Belongings = Awaited<ReturnType<typeof belongingsOf>>

/** What a form might be made to believe: every field that names somebody, and what it takes to get to the end. */
const body = (foreign: string) => ({
  ...{ key: foreign, login: foreign, session: foreign, passkey: foreign, id: foreign, client: foreign },
  ...{ account: foreign, account_id: foreign, user_id: foreign, owner: foreign, organization_id: foreign },
  ...{ username: 'owner', organization: 'acme', ecosystem: 'pypi', package: 'widget', version: '1.0' },
  ...{ name: 'mine', display_name: 'Mine', email: 'mine@example.org', role: 'owner', confirm: 'owner' },
  ...{ do: 'make', rows: '1', 'may-1': 'publish', 'where-1': 'pypi:acme', expiry: '90' },
  ...{ visibility: 'public', change: 'grant', by: 'name', all: 'yes' },
})

/** Each path that the route may have, about one's own organization and about another. */
function pathsOf({ path }: Route, own: string, foreign: string): readonly string[] {
  const somewhere = path.includes(':organization') ? [own, 'acme'] : ['']
  return somewhere.map(organization =>
    path
      .replace(':organization', organization)
      .replace(':ecosystem', 'pypi')
      .replace(':package', 'widget')
      .replace(':version', '1.0')
      .replace(':file', 'widget-1.0.tar.gz')
      .replace(':username', 'owner')
      .replace(/:(secret|code)/, 'unknown')
      .replace(new RegExp(`:(${ids.join('|')})\\b`), foreign),
  )
}

/** Somebody who signs in again whenever they were signed out by what they sent. */
function asker(username: string) {
  const visitor = new Visitor(house, origin)
  let formToken = ''
  const signIn = async () => {
    await visitor.signIn(username)
    formToken = formTokenIn((await visitor.get('/')).html) ?? ''
  }
  const send = ({ method }: Route, path: string, foreign: string) =>
    method === 'GET' ? visitor.get(path) : visitor.post(path, body(foreign), { formToken })
  return async (route: Route, path: string, foreign: string): Promise<Answer> => {
    const answer = await send(route, path, foreign)
    const isSignedOut = answer.headers.get('location')?.startsWith('/login') || answer.html.includes(outdated)
    if (!isSignedOut && formToken !== '') return answer
    await signIn()
    return send(route, path, foreign)
  }
}

const outdated = 'This form is from before you last signed in'

/** Everything that may differ between two answers of the same meaning. */
function meaning({ status, headers, html }: Answer, foreign: string): string {
  const text = html.replaceAll(foreign, 'ID').replaceAll(/name="form_token" value="[^"]*"/g, '')
  return `${status} ${headers.get('location')?.replaceAll(foreign, 'ID')} ${text}`
}

async function attack(username: string, own: string, theirs: Belongings, mayChange = '') {
  const ask = asker(username)
  const before = await allRows(house.store)
  const shown: string[] = []
  const toldApart: string[] = []
  for (const route of guarded) {
    const isAboutOne = ids.some(id => route.path.includes(`:${id}`))
    for (const foreign of isAboutOne ? theirs.examples : theirs.examples.slice(0, 1)) {
      const paths = pathsOf(route, own, foreign)
      for (const [index, path] of paths.entries()) {
        const answer = await ask(route, path, foreign)
        const at = `${route.method} ${path}`
        expect(answer.status, at).toBeLessThan(500)
        for (const word of theirs.words) if (answer.html.includes(word)) shown.push(`${at}: ${word}`)
        if (!isAboutOne) continue
        const never = pathsOf(route, own, madeUp)[index] ?? ''
        const other = await ask(route, never, madeUp)
        if (meaning(answer, foreign) !== meaning(other, madeUp)) toldApart.push(at)
      }
    }
  }
  const changes = changesBetween(before, await allRows(house.store))
  const changed = changes.filter(
    row => theirs.ids.some(id => row.includes(id)) && (mayChange === '' || !row.includes(mayChange)),
  )
  return { shown, toldApart, changed, changes }
}

describe('who names what is not theirs', () => {
  test('as a stranger, with an organization of their own to say it in, changes, sees and finds out nothing', async () => {
    const theirs = await belongingsOf(['owner', 'write', 'admin-of-acme', 'ada'], ['acme', 'northwind'])
    expect(theirs.ids.length).toBeGreaterThan(15)
    expect(theirs.ids).toEqual(expect.arrayContaining(Object.values(furnished.keys)))
    const { changes, ...done } = await attack('mallory', 'globex', theirs)
    expect(done).toEqual({ shown: [], toldApart: [], changed: [] })
    // What was asked for in their own name was done: the forms were whole.
    expect(changes.some(row => row.startsWith('+ keys '))).toBe(true)
  })

  test('as a member who may only read changes nothing of the others', async () => {
    const theirs = await belongingsOf(['owner', 'write', 'admin-of-acme', 'ada'], ['acme'])
    const reader = await house.accounts.byUsername('read')
    const { changed } = await attack('read', 'acme', { ...theirs, words: [] }, reader?.id)
    expect(changed).toEqual([])
  })

  test('breaks no page', () => {
    expect(house.reports).toEqual([])
  })
})
