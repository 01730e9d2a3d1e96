/** Somebody whose app was added before, signed in with its code: `POST /login/code` is what their tasks begin with. */
import type { Page } from 'playwright-core'
import type { Account } from '../../../accounts/index.ts'
import { giveSecondFactor } from '../../../second-factors/testing.ts'
import type { Desk } from './task.ts'

export interface SomebodyWithApp {
  readonly person: Account
  readonly page: Page
  readonly app: Awaited<ReturnType<typeof giveSecondFactor>>
}

export async function somebodyWithApp(
  { house, somebody, window }: Desk,
  word: string,
): Promise<SomebodyWithApp> {
  const person = await somebody(word)
  const app = await giveSecondFactor(house.store, person.id, house.clock)
  const page = await window(person.username)
  await page.goto('/account')
  await page.getByLabel('Code of your authenticator app').fill(app.nextCode(house.clock).expose())
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: person.username, level: 1 }).waitFor()
  return { person, page, app }
}
