/** What a person does on the pages, found as they find it: by labels, buttons, links and headings. */
import type { Page } from 'playwright-core'
import { Secret } from '../../packages/protocol/src/index.ts'
import { type App, createApp, readSecret } from '../../packages/server/src/second-factors/testing.ts'

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
  await page.getByLabel('Password').fill(person.password)
  await page.getByRole('button', { name: 'Create the administrator' }).click()
  await page.getByRole('button', { name: 'Sign out' }).waitFor()
}

/** Signs in with the password alone. */
export async function signIn(
  page: Page,
  origin: string,
  { username, password }: Pick<Person, 'username' | 'password'>,
): Promise<void> {
  await page.goto(`${origin}/login`)
  await page.getByLabel('Username').fill(username)
  await page.getByLabel('Password').fill(password)
  await page.locator('main').getByRole('button', { name: 'Sign in', exact: true }).click()
  await page.getByRole('button', { name: 'Sign out' }).waitFor()
}

/** Whoever is signed in adds a second factor; the code that their app shows now is used up by that. */
export async function addAuthenticator(page: Page, origin: string): Promise<App> {
  await page.goto(`${origin}/account/second-factor`)
  await page.getByRole('button', { name: 'Add an authenticator app' }).click()
  const secret = (await page.getByText(/^[A-Z2-7]{32}$/).textContent()) ?? ''
  const app = createApp(readSecret(new Secret(secret)), {
    now: Date.now,
    monotonic: () => performance.now(),
  })
  await page.getByLabel('Six digits').fill(app.code().expose())
  await page.keyboard.press('Enter')
  await page.getByText('The second factor is added').waitFor()
  return app
}

/** Opens the page that a program shows, compares the code, and lets it in. */
export async function letDeviceIn(
  page: Page,
  device: { readonly link: string; readonly userCode: string; readonly code?: Secret },
): Promise<void> {
  await page.goto(device.link)
  await page.getByRole('button', { name: 'Continue' }).click()
  await page.getByRole('heading', { name: 'Is this your device?' }).waitFor()
  await page.getByText(device.userCode, { exact: true }).waitFor()
  if (device.code !== undefined)
    await page.getByLabel('Code of your authenticator app').fill(device.code.expose())
  await page.getByRole('button', { name: 'Let it in' }).click()
  await page.getByRole('heading', { name: 'Your device is let in' }).waitFor()
}

export interface NewOrganization {
  readonly name: string
  readonly displayName: string
}

/** Ends on the organization's page. */
export async function createOrganization(page: Page, organization: NewOrganization): Promise<void> {
  await page.goto(new URL('/organizations/new', page.url()).href)
  await page.getByLabel('Name', { exact: true }).fill(organization.name)
  await page.getByLabel('Display name').fill(organization.displayName)
  await page.getByRole('button', { name: 'Create the organization' }).click()
  await seeHeading(page, organization.displayName)
}

export interface NewRepository {
  readonly organization: string
  readonly ecosystem: string
  readonly visibility: 'Public' | 'Private'
}

/** Ends on the repository's page. */
export async function createRepository(page: Page, repository: NewRepository): Promise<void> {
  const { organization, ecosystem, visibility } = repository
  await page.goto(new URL(`/organizations/${organization}/repositories/new`, page.url()).href)
  await page.getByLabel('Ecosystem').selectOption(ecosystem)
  await page.getByRole('radio', { name: visibility }).check()
  await page.getByRole('button', { name: 'Create the repository' }).click()
  await seeHeading(page, `${ecosystem}:${organization}`)
}

export interface NewKey {
  readonly name: string
  /** What is ticked: `Publish`. */
  readonly may: string
  /** `pypi:acme` */
  readonly where: string
  /** None: everything there. */
  readonly package?: string
}

/** Makes a key of one's own and gives its text, which this page shows and no other ever will. */
export async function makeKey(page: Page, key: NewKey): Promise<string> {
  await page.goto(new URL('/account/keys/new', page.url()).href)
  await page.getByLabel('Name', { exact: true }).fill(key.name)
  await page.getByRole('checkbox', { name: key.may }).check()
  await page.getByLabel('Where', { exact: true }).selectOption(key.where)
  if (key.package !== undefined) await page.getByLabel('Package').fill(key.package)
  await page.getByRole('button', { name: 'Make the key' }).click()
  await seeHeading(page, `“${key.name}” is made`)
  return page
    .getByText(/^latchkey-[\w-]+$/)
    .first()
    .innerText()
}

/** Ends on the list of keys, which says that it is done. */
export async function revokeKey(page: Page, name: string): Promise<void> {
  await page.goto(new URL('/account/keys', page.url()).href)
  await page.getByRole('link', { name, exact: true }).click()
  await page.getByRole('link', { name: 'Revoke it' }).click()
  const revoke = page.getByRole('button', { name: `Revoke “${name}”` })
  await revoke.waitFor()
  const proof = page.getByLabel('To go on, type the name')
  if ((await proof.count()) > 0) await proof.fill(name)
  await revoke.click()
  await page.getByRole('status').getByText('The key is revoked').waitFor()
}

/**
 * What the keys page says of a key's last use, in one line: "just now with twine/4.0.2 from 127.0.0.1 lately for
 * pypi:acme/widget". Uses are written down once a second: it is looked at again until it says this, for half a minute.
 */
export async function lastUse(page: Page, name: string, expected: RegExp): Promise<string> {
  const patience = AbortSignal.timeout(30_000)
  for (;;) {
    await page.goto(new URL('/account/keys', page.url()).href)
    const entry = page.getByRole('listitem').filter({ has: page.getByRole('heading', { name, exact: true }) })
    const use = entry.locator('dl > div').filter({ hasText: 'Last used' }).getByRole('definition')
    const said = (await use.innerText()).replaceAll(/\s+/g, ' ')
    if (expected.test(said)) return said
    if (patience.aborted) throw new Error(`The keys page does not say ${expected}, but: ${said}`)
    await page.waitForTimeout(200)
  }
}

/** Waits for the page's own heading. */
async function seeHeading(page: Page, name: string): Promise<void> {
  await page.getByRole('heading', { level: 1, name, exact: true }).waitFor()
}
