/** What becomes of an organization and its repositories: made, opened, looked through, with names and rules of its own. */
import { expect } from 'vitest'
import { giveSecondFactor } from '../../../second-factors/testing.ts'
import { password } from '../house.ts'
import { ownOrganization } from './own-organization.ts'
import type { Task } from './task.ts'

export const organizations: readonly Task[] = [
  {
    does: 'an administrator creates an organization, once its name is one, and owns it',
    sends: ['POST /organizations/new 400', 'POST /organizations/new'],
    async by({ house, named, window }) {
      const name = named('nest')
      const page = await window('ada')
      await page.goto('/')
      await page.getByRole('link', { name: 'Create an organization' }).first().click()
      await page.getByLabel('Name', { exact: true }).fill('Not A Name')
      await page.getByLabel('Display name').fill('The Nest')
      await page.keyboard.press('Enter')
      await page.getByText('This cannot be a name.').waitFor()
      await page.getByLabel('Name', { exact: true }).fill(name)
      await page.getByRole('button', { name: 'Create the organization' }).click()
      return {
        page,
        says: 'you: owner',
        holds: async () => {
          const ada = await house.accounts.byUsername('ada')
          const made = await house.organizations.byName(name)
          expect(made).toMatchObject({ displayName: 'The Nest' })
          expect(await house.organizations.roleOf(ada?.id ?? '', made?.id ?? '')).toBe('owner')
        },
      }
    },
  },
  {
    does: 'an owner creates a repository that everybody may read',
    sends: ['POST /organizations/:organization/repositories/new'],
    async by(desk) {
      const { name, owner } = await ownOrganization(desk, 'aviary')
      const page = await desk.window(owner)
      await page.goto(`/organizations/${name}`)
      await page.getByRole('link', { name: 'Create a repository' }).click()
      await page.getByLabel('Ecosystem').selectOption('hex')
      await page.getByRole('radio', { name: 'Public' }).check()
      await page.keyboard.press('Enter')
      return {
        page,
        says: `hex:${name}`,
        holds: async () =>
          expect(await desk.house.repositories.find(name, 'hex')).toMatchObject({ visibility: 'public' }),
      }
    },
  },
  {
    does: 'an owner opens a repository to everybody, who was away and proves to be there still',
    sends: ['POST /organizations/:organization/repositories/:ecosystem'],
    async by(desk) {
      const { name, owner } = await ownOrganization(desk, 'hatch', 'with a repository')
      const page = await desk.window(owner)
      await page.goto(`/organizations/${name}/repositories/pypi`)
      desk.house.clock.advance(11 * 60_000)
      await page.getByRole('radio', { name: 'Public' }).check()
      await page.getByRole('button', { name: 'Save' }).click()
      await page.getByRole('heading', { name: 'Is it still you?' }).waitFor()
      await page.getByLabel('Password').fill(password)
      await page.getByRole('button', { name: 'Continue' }).click()
      return {
        page,
        says: 'Who may read it is saved.',
        holds: async () =>
          expect(await desk.house.repositories.find(name, 'pypi')).toMatchObject({ visibility: 'public' }),
      }
    },
  },
  {
    does: 'an owner keeps a name for a repository, once it is written as one, and gives it up',
    sends: [
      'POST /organizations/:organization/repositories/:ecosystem/names 400',
      'POST /organizations/:organization/repositories/:ecosystem/names',
      'POST /organizations/:organization/repositories/:ecosystem/names/release',
    ],
    async by(desk) {
      const { name, owner } = await ownOrganization(desk, 'roost', 'with a repository')
      const repository = await desk.house.repositories.find(name, 'pypi')
      const kept = () => desk.house.repositories.reservations(repository?.id ?? '')
      const page = await desk.window(owner)
      await page.goto(`/organizations/${name}/repositories/pypi`)
      await page.locator('summary', { hasText: 'Reserve a name' }).click()
      await page.getByLabel('Name', { exact: true }).fill('a b')
      await page.keyboard.press('Enter')
      await page.getByRole('heading', { name: 'Reserve a name', level: 1 }).waitFor()
      await page.getByLabel('Name', { exact: true }).fill(`${name}-*`)
      await page.getByRole('button', { name: 'Reserve a name' }).click()
      await page.getByText('The name is reserved for this repository.').waitFor()
      expect(await kept()).toEqual([`${name}-*`])
      await page.getByRole('button', { name: `Give up ${name}-*` }).click()
      return {
        page,
        says: 'The name is given up.',
        holds: async () => expect(await kept()).toEqual([]),
      }
    },
  },
  {
    does: 'a member finds a package by a part of its name',
    sends: ['GET /organizations/:organization/repositories/:ecosystem'],
    async by({ window }) {
      const page = await window('read')
      await page.goto('/organizations/acme/repositories/pypi')
      await page.getByRole('searchbox', { name: 'Find a package' }).fill('rocket')
      await page.getByRole('button', { name: 'Find' }).click()
      await page.waitForURL(/find=rocket/)
      const found = page.getByRole('region', { name: 'Packages' }).getByRole('heading', { level: 3 })
      return {
        page,
        says: 'sprocket-tools',
        holds: async () => expect(await found.allTextContents()).toEqual(['sprocket-tools']),
      }
    },
  },
  {
    does: 'an owner sets every rule of the policy, and is told first whom that stops',
    sends: [
      ...['POST /login', 'POST /login/code'],
      'POST /organizations/:organization/policy 400',
      'POST /organizations/:organization/policy',
    ],
    async by(desk) {
      const { house, somebody, window } = desk
      const { owner, ...organization } = await ownOrganization(desk, 'flock')
      const { id, name } = organization
      await house.member(organization, await somebody('gander'), 'admin')
      const account = await house.accounts.byUsername(owner)
      const app = await giveSecondFactor(house.store, account?.id ?? '', house.clock)

      const page = await window()
      await page.goto(`/organizations/${name}/policy`)
      await page.getByLabel('Username').fill(owner)
      await page.getByLabel('Password').fill(password)
      await page.keyboard.press('Enter')
      await page.getByLabel('Code of your authenticator app').fill(app.nextCode(house.clock).expose())
      await page.keyboard.press('Enter')
      await page.getByLabel('Required of everybody').check()
      await page.getByLabel('Asked for with people’s own keys').check()
      await page.getByLabel('Keys work for at most (days)').fill('a month')
      await page.getByLabel('Who makes keys of the organization').selectOption('Owners alone')
      await page.getByLabel(/can be exchanged for short-lived tokens/).selectOption('No')
      await page.getByRole('button', { name: 'Save' }).click()
      await page.getByText('Keys cannot be let work for that long.').waitFor()
      await page.getByLabel('Keys work for at most (days)').fill('30')
      await page.keyboard.press('Enter')
      await page.getByText('has no second factor').waitFor()
      expect(await house.organizations.policy(id)).toMatchObject({ requireSecondFactor: false })
      await page.getByRole('button', { name: 'Change it' }).click()
      return {
        page,
        says: 'Saved. It holds at once.',
        holds: async () =>
          expect(await house.organizations.policy(id)).toEqual({
            ...{ requireSecondFactor: true, keysNeedWindow: true, longestKeyDays: 30 },
            ...{ keyMakers: 'owner', keyExchange: 'refuse' },
          }),
      }
    },
  },
]
