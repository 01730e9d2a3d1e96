/** Who belongs to an organization: looked for, given a role, removed, invited. */
import { expect } from 'vitest'
import { operator } from '../../../audit/index.ts'
import { giveSecondFactor } from '../../../second-factors/testing.ts'
import { granted, password } from '../house.ts'
import { ownOrganization } from './own-organization.ts'
import type { Task } from './task.ts'

export const people: readonly Task[] = [
  {
    does: 'an owner finds the members of a role who have no second factor',
    sends: ['GET /organizations/:organization/members'],
    async by(desk) {
      const { house, somebody, window } = desk
      const organization = await ownOrganization(desk, 'rookery')
      const [careless, careful, reader] = [
        await somebody('rook'),
        await somebody('raven'),
        await somebody('daw'),
      ]
      for (const admin of [careless, careful]) await house.member(organization, admin, 'admin')
      await house.member(organization, reader, 'read')
      await giveSecondFactor(house.store, careful.id, house.clock)
      const page = await window(organization.owner)
      await page.goto(`/organizations/${organization.name}`)
      await page.getByRole('link', { name: '3 of 4 members' }).click()
      await page.getByLabel('Role', { exact: true }).selectOption('admin')
      await page.getByRole('button', { name: 'Find' }).click()
      await page.waitForURL(/role=admin/)
      const found = page.getByRole('main').getByRole('listitem').locator('strong')
      return {
        page,
        says: careless.username,
        holds: async () => expect(await found.allTextContents()).toEqual([careless.username]),
      }
    },
  },
  {
    does: 'an owner changes what a member is, and removes them once told what that ends',
    sends: [
      'POST /organizations/:organization/members/:username',
      'POST /organizations/:organization/members/:username/remove',
    ],
    async by(desk) {
      const { house, somebody, window } = desk
      const organization = await ownOrganization(desk, 'colony')
      const puffin = await somebody('puffin')
      const { id, username } = puffin
      const role = () => house.organizations.roleOf(id, organization.id)
      await house.member(organization, puffin, 'read')
      const page = await window(organization.owner)
      await page.goto(`/organizations/${organization.name}`)
      await page.getByRole('link', { name: 'Members', exact: true }).click()
      await page.getByLabel(`Role of ${username}`, { exact: true }).selectOption('admin')
      await page.getByRole('button', { name: `Save the role of ${username}` }).click()
      await page.getByText('The role was changed.').waitFor()
      expect(await role()).toBe('admin')
      await page.getByRole('link', { name: `Remove ${username}` }).click()
      await page.getByText('What ends at once').waitFor()
      await page.getByRole('button', { name: `Remove ${username}` }).click()
      return {
        page,
        says: 'they reach nothing here any more',
        holds: async () => expect(await role()).toBeUndefined(),
      }
    },
  },
  {
    does: 'an owner invites by mail, once nobody is invited twice, and the invited registers',
    sends: [
      'POST /organizations/:organization/invitations',
      'POST /organizations/:organization/invitations 409',
      'POST /invitations/:secret',
    ],
    async by(desk) {
      const { house, named, window } = desk
      const organization = await ownOrganization(desk, 'covey')
      const username = named('pigeon')
      const address = `${username}@example.com`
      const page = await window(organization.owner)
      await page.goto(`/organizations/${organization.name}/members`)
      await page.getByRole('link', { name: 'Invite somebody' }).click()
      for (const answer of ['The invitation is on its way.', 'already']) {
        await page.getByLabel('E-mail address').fill(address)
        await page.getByLabel('Their role').selectOption('read')
        await page.getByLabel('Good for').selectOption('30 days')
        await page.getByRole('button', { name: 'Send the invitation' }).click()
        await page.getByText(answer).first().waitFor()
      }
      const theirs = await window()
      await theirs.goto(await desk.linkInMailTo(address))
      await theirs.getByLabel('Username').fill(username)
      await theirs.getByLabel('Password').fill(password)
      await theirs.getByRole('button', { name: 'Create my account' }).click()
      return {
        page: theirs,
        says: 'you: read',
        holds: async () => {
          const account = await house.accounts.byUsername(username)
          expect(account).toMatchObject({ email: address, emailVerified: true })
          expect(await house.organizations.roleOf(account?.id ?? '', organization.id)).toBe('read')
        },
      }
    },
  },
  {
    does: 'an owner hands over a link, and somebody with an account signs in and joins by it',
    sends: [
      'POST /organizations/:organization/invitations',
      ...['POST /login', 'POST /invitations/:secret/join'],
    ],
    async by(desk) {
      const { house, origin, somebody, window } = desk
      const organization = await ownOrganization(desk, 'bevy')
      const { id, username } = await somebody('quail')
      const page = await window(organization.owner)
      await page.goto(`/organizations/${organization.name}/invitations`)
      await page.getByRole('button', { name: 'Make a link' }).click()
      const link = await page.getByText(`${origin}/invitations/`).textContent()
      const theirs = await window()
      await theirs.goto(link ?? '')
      await theirs.getByRole('main').getByRole('link', { name: 'Sign in' }).click()
      await theirs.getByLabel('Username').fill(username)
      await theirs.getByLabel('Password').fill(password)
      await theirs.keyboard.press('Enter')
      await theirs.getByRole('button', { name: `Join as ${username}` }).click()
      return {
        page: theirs,
        says: 'you: write',
        holds: async () => expect(await house.organizations.roleOf(id, organization.id)).toBe('write'),
      }
    },
  },
  {
    does: 'an owner sends an invitation again, and withdraws it',
    sends: [
      'POST /organizations/:organization/invitations/:invitation/send',
      'POST /organizations/:organization/invitations/:invitation/withdraw',
    ],
    async by(desk) {
      const { house, named, window } = desk
      const organization = await ownOrganization(desk, 'skein')
      const by = await house.accounts.byUsername(organization.owner)
      if (by === undefined) throw new Error('Somebody owns the organization.')
      const email = `${named('swift')}@example.com`
      granted(
        await house.invitations.mail(
          { by, email, organization: { id: organization.id, role: 'read' } },
          operator,
        ),
      )
      const first = await desk.linkInMailTo(email)
      house.clock.advance(60 * 60_000)

      const page = await window(organization.owner)
      await page.goto(`/organizations/${organization.name}/invitations`)
      await page.getByRole('button', { name: `Send again: ${email}` }).click()
      await page.getByText('The invitation is on its way.').waitFor()
      const second = await desk.linkInMailTo(email)
      expect(second).not.toBe(first)
      await page.getByRole('button', { name: `Withdraw: ${email}` }).click()
      return {
        page,
        says: 'The invitation was withdrawn.',
        holds: async () => expect((await house.invitations.list(organization.id)).items).toEqual([]),
      }
    },
  },
]
