/** Keys of a person and of an organization: the pages are the same, and so is what is done there. */
import { expect } from 'vitest'
import type { Account } from '../../../accounts/index.ts'
import { type Key, type KeyOwner, keyCaveats } from '../../../keys/index.ts'
import { granted, password } from '../house.ts'
import type { Desk, Task } from './task.ts'

/** Whose keys they are: where they are listed, as route and as path, and somebody new who may change them. */
interface Holder {
  readonly whose: string
  readonly route: string
  readonly path: string
  arrive(desk: Desk, word: string): Promise<{ readonly person: Account; readonly owner: KeyOwner }>
}

const ofPerson: Holder = {
  whose: 'of their own',
  route: '/account/keys',
  path: '/account/keys',
  async arrive(desk, word) {
    const person = await desk.somebody(word)
    await desk.house.member(await acmeOf(desk), person, 'write')
    return { person, owner: { kind: 'account', id: person.id } }
  },
}

const ofOrganization: Holder = {
  whose: 'of an organization',
  route: '/organizations/:organization/keys',
  path: '/organizations/acme/keys',
  async arrive(desk, word) {
    const person = await desk.somebody(`${word}-of-acme`)
    const acme = await acmeOf(desk)
    await desk.house.member(acme, person, 'admin')
    return { person, owner: { kind: 'organization', id: acme.id } }
  },
}

export const keys: readonly Task[] = [...tasksFor(ofPerson), ...tasksFor(ofOrganization)]

function tasksFor({ whose, route, path, arrive }: Holder): readonly Task[] {
  /** Somebody who holds keys of these names, looking at one of them, or at all. */
  async function withKeys(desk: Desk, word: string, names: readonly string[]) {
    const { person, owner } = await arrive(desk, word)
    const made: Key[] = []
    for (const name of names) made.push(await makeKey(desk, owner, desk.named(`${word}-${name}`)))
    const page = await desk.window(person.username)
    const [first] = made
    await page.goto(made.length === 1 ? `${path}/${first?.id}` : path)
    const now = async () => Promise.all(made.map(({ id }) => desk.house.keys.byId(id)))
    return { person, page, made, now }
  }

  return [
    {
      does: `somebody makes a key ${whose}, of two rows and narrower than at first, once it is still them`,
      sends: [`POST ${route}/new`, `POST ${route}/new 400`],
      async by(desk) {
        const { house } = desk
        const name = desk.named('release')
        const { person, owner } = await arrive(desk, 'weaver')
        const page = await desk.window(person.username)
        await page.goto(path)
        await page.getByRole('link', { name: 'Make a key' }).first().click()
        await page.getByRole('button', { name: 'CI that publishes' }).click()
        await page.getByRole('link', { name: 'Name the packages' }).click()
        await page.getByRole('group', { name: 'Row 1' }).getByLabel('Packages').fill('widget')
        await page.getByRole('button', { name: 'Add another row' }).click()
        const second = page.getByRole('group', { name: 'Row 2' })
        await second.getByLabel('Read').check()
        await second.getByLabel('Where', { exact: true }).selectOption('pypi:acme')
        await page.getByLabel('Only from these networks').fill('192.0.2.0/24')
        await page.getByLabel('30 days').check()
        await page.getByRole('button', { name: 'Say in words' }).click()
        const words = page.getByRole('region', { name: 'In words' })
        await words.getByText(/publish pypi:acme\/widget; and may read everything in pypi:acme/).waitFor()
        house.clock.advance(11 * 60_000)
        await page.getByRole('button', { name: 'Make the key' }).click()
        await page.getByLabel(`Password of ${person.username}`).fill(password)
        await page.keyboard.press('Enter')
        await page.getByText('Give the key a name').waitFor()
        await page.getByLabel('Name', { exact: true }).fill(name)
        await page.getByRole('button', { name: 'Make the key' }).click()
        return {
          page,
          says: 'This is the only time it is shown',
          async holds() {
            const { items } = await house.keys.list(owner, { limit: 1 })
            expect(items).toMatchObject([{ name, expiresAt: expect.any(Number) }])
            const shown = await page
              .getByText(/^latchkey-[\w-]{80,}$/)
              .first()
              .textContent()
            const place = { organization: 'acme', ecosystem: 'pypi', package: 'widget' }
            const ask = (action: 'read' | 'delete') =>
              house.ask(shown ?? '', { action, ...place, address: '192.0.2.7' })
            expect(await ask('read')).toMatchObject({ answer: 'allowed' })
            expect(await ask('delete')).toMatchObject({ answer: 'refused' })
          },
        }
      },
    },
    {
      does: `somebody takes a row out again of a key ${whose}, and may leave without making it`,
      sends: [`POST ${route}/new`],
      async by(desk) {
        const { person, owner } = await arrive(desk, 'dipper')
        const before = await desk.house.keys.list(owner)
        const page = await desk.window(person.username)
        await page.goto(`${path}/new`)
        await page.getByRole('button', { name: 'Add another row' }).click()
        await page.getByRole('group', { name: 'Row 2' }).getByLabel('Read').check()
        await page.getByRole('button', { name: 'Remove row 1' }).click()
        await page.getByRole('group', { name: 'Row 2' }).waitFor({ state: 'detached' })
        expect(await page.getByRole('group', { name: 'Row 1' }).getByLabel('Read').isChecked()).toBe(true)
        await page.getByLabel('Name', { exact: true }).fill('hasty')
        await page.keyboard.press('Enter')
        await page.getByText('may read').first().waitFor()
        await page.getByRole('link', { name: 'Cancel' }).click()
        await page.waitForURL(url => url.pathname === path)
        return {
          page,
          says: 'Make a key',
          holds: async () => expect(await desk.house.keys.list(owner)).toEqual(before),
        }
      },
    },
    {
      does: `somebody finds a key ${whose}, and names it anew once the name is one`,
      sends: [`GET ${route}`, `POST ${route}/:key/rename`, `POST ${route}/:key/rename 400`],
      async by(desk) {
        const { page, made, now } = await withKeys(desk, 'diver', ['one', 'two'])
        await page.getByLabel('Name or package').fill(`DIVER-ONE-`)
        await page.getByLabel('Order').selectOption('By name')
        await page.getByRole('button', { name: 'Find' }).click()
        await page.getByRole('heading', { name: made[1]?.name ?? '' }).waitFor({ state: 'detached' })
        await page.getByRole('link', { name: made[0]?.name ?? '', exact: true }).click()
        await page.getByText('Rename', { exact: true }).click()
        await page.getByLabel('Name', { exact: true }).fill(' ')
        await page.getByRole('button', { name: 'Give it this name' }).click()
        await page.locator('.problem').waitFor()
        await page.getByLabel('Name', { exact: true }).fill(desk.named('workflow'))
        await page.keyboard.press('Enter')
        return {
          page,
          says: 'The key has its new name.',
          holds: async () => expect((await now())[0]?.name).toBe(desk.named('workflow')),
        }
      },
    },
    {
      does: `somebody restricts a key ${whose} further, once they said to what`,
      sends: [`POST ${route}/:key/tighten`, `POST ${route}/:key/tighten 400`],
      async by(desk) {
        const { page, made, now } = await withKeys(desk, 'shrike', ['wide'])
        await page.getByRole('link', { name: 'Restrict it further' }).click()
        await page.getByRole('button', { name: 'Restrict it' }).click()
        await page.getByText('Say what it may do at most').waitFor()
        await page.getByLabel('Publish').check()
        await page.getByLabel('Where', { exact: true }).selectOption('pypi:acme')
        await page.getByLabel('Packages').fill('widget')
        await page.getByLabel('Only from these networks').fill('192.0.2.0/24')
        await page.getByRole('button', { name: 'Restrict it' }).click()
        return {
          page,
          says: 'The key is restricted further',
          async holds() {
            const [key] = await now()
            expect(key?.caveats).toHaveLength((made[0]?.caveats.length ?? 0) + 2)
          },
        }
      },
    },
    {
      does: `somebody rotates a key ${whose}, once it is still them, and the old one works a week more`,
      sends: [`POST ${route}/:key/rotate`],
      async by(desk) {
        const { house } = desk
        const { person, page, now } = await withKeys(desk, 'turnstone', ['nightly'])
        await page.getByText('Rotate', { exact: true }).click()
        await page.getByLabel('This key works').selectOption('a week more')
        house.clock.advance(11 * 60_000)
        await page.getByRole('button', { name: 'Rotate the key' }).click()
        await page.getByLabel(`Password of ${person.username}`).fill(password)
        await page.keyboard.press('Enter')
        return {
          page,
          says: 'This is the only time it is shown',
          async holds() {
            const [key] = await now()
            expect(key).toMatchObject({
              replacedBy: expect.any(String),
              expiresAt: house.clock.now() + 7 * 24 * 60 * 60_000,
            })
          },
        }
      },
    },
    {
      does: `somebody revokes a key ${whose}`,
      sends: [`POST ${route}/:key/revoke`],
      async by(desk) {
        const { page, made, now } = await withKeys(desk, 'petrel', ['lost'])
        await page.getByRole('link', { name: 'Revoke it' }).click()
        await page.getByRole('button', { name: `Revoke “${made[0]?.name}”` }).click()
        return { page, says: 'The key is revoked', holds: async () => allRevoked(await now()) }
      },
    },
    {
      does: `somebody revokes keys ${whose} together, once they typed how many`,
      sends: [`GET ${route}/revoke`, `POST ${route}/revoke`, `POST ${route}/revoke 400`],
      async by(desk) {
        const { page, made, now } = await withKeys(desk, 'fulmar', ['one', 'two'])
        for (const { name } of made) await page.getByLabel(`Tick ${name}`).check()
        await page.getByRole('button', { name: 'Revoke those that are ticked' }).click()
        await page.getByRole('button', { name: 'Revoke 2 keys' }).click()
        await page.getByText('Type 2 here').waitFor()
        await page.getByLabel('To go on').fill('2')
        await page.keyboard.press('Enter')
        return { page, says: 'The keys are revoked', holds: async () => allRevoked(await now()) }
      },
    },
  ]
}

async function acmeOf({ house }: Desk) {
  const acme = await house.organizations.byName('acme')
  if (acme === undefined) throw new Error('The house is furnished with it.')
  return acme
}

/** Wide enough to be restricted. */
async function makeKey({ house }: Desk, owner: KeyOwner, name: string): Promise<Key> {
  const caveats = granted(keyCaveats({ allow: [{ actions: ['read', 'publish'], targets: ['pypi:acme'] }] }))
  const role = owner.kind === 'organization' && ({ role: 'write' } as const)
  return granted(await house.keys.create({ owner, name, caveats, by: 'local command', ...role })).key
}

function allRevoked(all: readonly (Key | undefined)[]): void {
  for (const key of all) expect(key?.revokedAt).toBeDefined()
}
