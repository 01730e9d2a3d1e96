/** What administrators do to organizations and clients. */
import { Secret } from '@latchkey/protocol'
import { expect } from 'vitest'
import { granted } from '../house.ts'
import type { Task } from './task.ts'

export const administration: readonly Task[] = [
  {
    does: 'an administrator finds an organization by how its name begins, and gives it an owner',
    sends: ['GET /admin/organizations', 'POST /admin/organizations/:organization/owners'],
    async by({ house, named, somebody, window }) {
      const owner = await somebody('robin')
      const organization = await house.organization(named('initiative'), owner)
      const second = await somebody('raven')
      const page = await window('ada')
      await page.goto('/admin/organizations')
      await page.getByLabel('Name').fill('initiat')
      await page.keyboard.press('Enter')
      await page.waitForURL(/begins=initiat/)
      await page.getByRole('link', { name: organization.name, exact: true }).click()
      await page.getByLabel('Username').fill(second.username)
      await page.getByRole('button', { name: 'Make an owner' }).click()
      return {
        page,
        says: 'They are an owner now.',
        holds: async () => expect(await house.organizations.roleOf(second.id, organization.id)).toBe('owner'),
      }
    },
  },
  {
    does: 'an administrator sets the quota of an organization, once it is written as a size',
    sends: [
      'POST /admin/organizations/:organization/quota 400',
      'POST /admin/organizations/:organization/quota',
    ],
    async by({ house, named, somebody, window }) {
      const organization = await house.organization(named('quotas'), await somebody('magpie'))
      const page = await window('ada')
      await page.goto(`/admin/organizations/${organization.name}`)
      await page.getByLabel('All files together').fill('much')
      await page.getByLabel('One file').fill('500 MiB')
      await page.getByRole('button', { name: 'Save' }).click()
      await page.getByText('That is no size.').first().waitFor()
      await page.getByLabel('All files together').fill('10 GiB')
      await page.keyboard.press('Enter')
      return {
        page,
        says: 'The quota is saved.',
        holds: async () =>
          expect(await house.repositories.usage(organization.id)).toMatchObject({
            ...{ storage: 10 * 2 ** 30, file: 500 * 2 ** 20 },
          }),
      }
    },
  },
  {
    does: 'an administrator adds a client by the keyboard, and removes it',
    sends: ['POST /admin/clients/new', 'POST /admin/clients/:client/remove'],
    async by({ house, named, window }) {
      const name = named('Mirror')
      const client = async () => (await house.clients.list()).items.find(each => each.name === name)
      const page = await window('ada')
      await page.goto('/admin/clients')
      await page.getByRole('link', { name: 'Add a client' }).click()
      await page.getByLabel('Name', { exact: true }).fill(name)
      await page.keyboard.press('Tab')
      await page.keyboard.type('https://mirror.example.com/back')
      await page.keyboard.press('Tab')
      await page.keyboard.press('Space')
      await page.keyboard.press('Tab')
      await page.keyboard.press('Enter')
      await page.getByRole('heading', { name: `${name} is added` }).waitFor()
      const secret = await page.getByText(/^[\w-]{43}$/).textContent()
      const { id = '' } = (await client()) ?? {}
      expect(granted(await house.clients.authenticate(id, new Secret(secret ?? '')))).toMatchObject({
        redirectUris: ['https://mirror.example.com/back'],
      })
      await page.getByRole('link', { name: 'Done' }).click()
      await page.getByRole('link', { name: `Remove ${name}` }).click()
      await page.getByRole('button', { name: `Remove ${name}` }).click()
      return {
        page,
        says: 'The client is removed, and its logins have ended.',
        holds: async () => expect(await client()).toBeUndefined(),
      }
    },
  },
]
