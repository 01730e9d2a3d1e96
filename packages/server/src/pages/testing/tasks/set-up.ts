/** Set-up, from the link that an empty server writes down to the key that uploads first. */

import { Secret } from '@latchkey/protocol'
import { expect } from 'vitest'
import { operator } from '../../../audit/index.ts'
import { password } from '../house.ts'
import { publish } from '../publish.ts'
import type { Task } from './task.ts'

export const setUp: readonly Task[] = [
  {
    does: 'whoever runs a new server makes its first account, organization, repository and the key that uploads',
    sends: [
      'POST /set-up/:secret 400',
      'POST /set-up/:secret',
      'POST /set-up/organization 400',
      'POST /set-up/organization',
      'POST /organizations/:organization/set-up',
      'POST /organizations/:organization/repositories/:ecosystem/set-up 400',
      'POST /organizations/:organization/repositories/:ecosystem/set-up',
    ],
    inAnEmptyHouse: true,
    async by({ house, window }) {
      const link = await house.invitations.setUp(operator)
      const page = await window()
      await page.goto(`/set-up/${link?.expose()}`)
      await page.getByLabel('Username').fill('ada')
      await page.getByLabel('E-mail').fill('ada@example.com')
      for (const typed of ['password1', password]) {
        await page.getByLabel('Password').fill(typed)
        await page.getByRole('button', { name: 'Create the administrator' }).click()
        if (typed !== password) await page.locator('.problem').waitFor()
      }

      await page.getByRole('heading', { name: 'Name your organization' }).waitFor()
      for (const typed of ['Not A Name', 'acme']) {
        await page.getByLabel('Name', { exact: true }).fill(typed)
        await page.keyboard.press('Enter')
        if (typed !== 'acme') await page.locator('.problem').waitFor()
      }

      await page.getByRole('heading', { name: 'What does acme publish?' }).waitFor()
      await page.goto('/')
      await page.getByRole('link', { name: 'Continue setting up' }).click()
      await page.getByRole('radio', { name: 'Python' }).check()
      await page.getByRole('radio', { name: 'Public' }).check()
      house.clock.advance(11 * 60_000)
      await page.getByRole('button', { name: 'Create it and go on' }).click()
      await page.getByLabel('Password of ada').fill(password)
      await page.keyboard.press('Enter')

      await page.getByRole('heading', { name: 'Make your first key' }).waitFor()
      for (const typed of ['widget-*', 'widget']) {
        await page.getByLabel('Only for this package').fill(typed)
        await page.getByRole('button', { name: 'Make the key' }).click()
        if (typed !== 'widget') await page.getByText('is no name of a package').waitFor()
      }
      return {
        page,
        says: 'This is the only time the key is shown',
        async holds() {
          expect(await house.accounts.byUsername('ada')).toMatchObject({ administrator: true })
          expect(await house.repositories.find('acme', 'pypi')).toMatchObject({ visibility: 'public' })
          const key = page.getByText(/^latchkey-[\w-]{80,}$/).first()
          const token = new Secret((await key.textContent()) ?? '')
          await publish(house, { id: '' }, { filename: 'widget-1.0.tar.gz' }, token)
        },
      }
    },
  },
]
