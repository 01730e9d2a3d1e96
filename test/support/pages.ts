/** What a person does on the pages, found as they find it: by labels, buttons and headings. */
import type { Page } from 'playwright-core'

export interface Person {
  readonly username: string
  readonly email: string
  readonly password: string
}

/** Makes the first account through the set-up link, and is signed in. */
export async function setUp(page: Page, link: string, person: Person): Promise<void> {
  await page.goto(link)
  await page.getByLabel('Username').fill(person.username)
  await page.getByLabel('E-mail').fill(person.email)
  await page.getByLabel('Password', { exact: true }).fill(person.password)
  await page.getByRole('button', { name: /create/i }).click()
}

export interface NewOrganization {
  readonly name: string
  readonly displayName: string
}

export async function createOrganization(
  page: Page,
  origin: string,
  organization: NewOrganization,
): Promise<void> {
  await page.goto(`${origin}/organizations/new`)
  await page.getByLabel('Name', { exact: true }).fill(organization.name)
  await page.getByLabel('Display name').fill(organization.displayName)
  await page.getByRole('button', { name: /create/i }).click()
  await page.waitForURL(`${origin}/organizations/${organization.name}`)
}

export interface NewRepository {
  readonly organization: string
  readonly ecosystem: string
  readonly visibility: 'public' | 'private'
}

export async function createRepository(page: Page, origin: string, repository: NewRepository): Promise<void> {
  await page.goto(`${origin}/organizations/${repository.organization}`)
  await page.getByLabel('Ecosystem').selectOption(repository.ecosystem)
  await page.getByLabel('Visibility').selectOption(repository.visibility)
  await page.getByRole('button', { name: /create/i }).click()
}

export interface NewKey {
  readonly name: string
  /** The word beside the box: `Publish`. */
  readonly may: string
  readonly repository: string
  /** Empty: everything in the repository. */
  readonly package: string
}

/** Makes a key of one's own and gives its text, which the page shows this once. */
export async function makeKey(page: Page, origin: string, key: NewKey): Promise<string> {
  await page.goto(`${origin}/account/keys/new`)
  await page.getByLabel('Name').fill(key.name)
  await page.getByLabel(key.may).check()
  await page.getByLabel('Where').selectOption(key.repository)
  await page.getByLabel('Package').fill(key.package)
  await page.getByRole('button', { name: /make/i }).click()
  const text = await page.getByLabel('Key').textContent()
  if (text === null) throw new Error('The page shows no key.')
  return text
}

export async function revokeKey(page: Page, origin: string, name: string): Promise<void> {
  await page.goto(`${origin}/account/keys`)
  await page.getByRole('row', { name }).getByRole('button', { name: 'Revoke' }).click()
}

/** What the keys page says of a key's last use. */
export async function lastUsed(page: Page, origin: string, name: string): Promise<string> {
  await page.goto(`${origin}/account/keys`)
  return await page.getByRole('row', { name }).innerText()
}
