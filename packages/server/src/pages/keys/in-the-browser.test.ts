/** Keys in a real Chromium: what is said while they are typed, and shown once they are made. */
import type { Page } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import { describeInBrowser } from '../testing/describe-in-browser.ts'
import { complaintsOf, givePassword, inWindow, widthsThatOverflow } from '../testing/in-browser.ts'
import { publish } from '../testing/publish.ts'

describeInBrowser('keys in a browser', served => {
  beforeAll(async () => {
    const { people } = await served.house.acme()
    await publish(served.house, people.write, { filename: 'widget-1.0.tar.gz' })
  })

  const told = (page: Page) => page.locator('[data-live]')

  /** Too wide at first, narrowed by what the page offers, named, and made. */
  async function makeNarrow(page: Page, name: string): Promise<void> {
    await page.goto(`${served.origin}/account/keys/new`)
    await page.getByLabel('Name').fill(name)
    await page.getByLabel('Publish').check()
    await page.getByLabel('Never expires').check()
    await told(page).getByText('This key may publish everything in pypi:acme.').waitFor()
    await page.getByRole('button', { name: 'Only widget' }).click()
    await page.getByRole('button', { name: 'Let it expire in 90 days' }).click()
    await told(page).getByText('This key may publish pypi:acme/widget. It expires on ').waitFor()
    expect(await told(page).locator('.warnings').count()).toBe(0)
    expect(await page.getByLabel('Name').inputValue()).toBe(name)
    await page.getByRole('button', { name: 'Make the key' }).click()
    await page.getByText('Copy it now.').waitFor()
    expect(await widthsThatOverflow(page)).toEqual([])
  }

  test('say what they may do while they are typed, and those on a page are ticked at once', async () => {
    const { origin } = served
    await inWindow({ reducedMotion: 'reduce' }, async page => {
      const complaints = await complaintsOf(page, origin)
      await givePassword(page, origin, 'owner')
      await page.getByRole('heading', { name: /^Hello/ }).waitFor()
      for (const name of ['release one', 'release two']) await makeNarrow(page, name)
      await page.goto(`${origin}/account/keys`)
      await page.getByLabel('Tick all on this page').check()
      for (const name of ['release one', 'release two'])
        expect(await page.getByLabel(`Tick ${name}`).isChecked()).toBe(true)
      expect(complaints).toEqual([])
    })
  })

  test('are shown although the button was pressed again before the answer came', async () => {
    const { house, origin } = served
    const write = await house.accounts.byUsername('write')
    if (write === undefined) return expect.unreachable()
    const { key } = await house.keyOf(write, [{ actions: ['read'], targets: ['pypi:acme'] }])
    const { rotate } = house.keys
    const answers: (() => void)[] = []
    const slowly: typeof rotate = async input => {
      const rotated = await rotate(input)
      await new Promise<void>(resolve => answers.push(resolve))
      return rotated
    }
    await inWindow({}, async page => {
      await givePassword(page, origin, 'write')
      await page.getByRole('heading', { name: /^Hello/ }).waitFor()
      await page.goto(`${origin}/account/keys/${key.id}`)
      await page.getByText('Rotate', { exact: true }).click()
      const button = await page.getByRole('button', { name: 'Rotate the key' }).boundingBox()
      const press = () => page.mouse.click((button?.x ?? 0) + 9, (button?.y ?? 0) + 9)
      const sent: string[] = []
      page.on('request', request => sent.push(request.method()))
      Object.assign(house.keys, { rotate: slowly })
      await press()
      await expect.poll(() => answers.length, { timeout: 60_000 }).toBe(1)
      await press()
      await page.waitForTimeout(500)
      Object.assign(house.keys, { rotate })
      for (const answer of answers) answer()
      await page.getByText('This is the only time it is shown').waitFor()
      expect(sent.filter(method => method === 'POST')).toHaveLength(1)
    })
  })

  test('are shown once: whoever loads the page again is told that there is one of that name', async () => {
    const { origin } = served
    await inWindow({ javaScriptEnabled: false }, async page => {
      await givePassword(page, origin, 'read')
      await page.getByRole('heading', { name: /^Hello/ }).waitFor()
      await page.goto(`${origin}/account/keys/new`)
      await page.getByLabel('Name', { exact: true }).fill('laptop')
      await page.getByLabel('Read').check()
      await page.getByRole('button', { name: 'Make the key' }).click()
      await page.getByText('This is the only time it is shown').waitFor()
      await page.reload()
      await page.getByText('There is a live key of this name already').waitFor()
      expect(await page.getByText(/^latchkey-[\w-]{80,}$/).count()).toBe(0)
    })
  })

  test('several packages are offered one after another, and the key’s page opens what is pressed', async () => {
    const { origin } = served
    await inWindow({ reducedMotion: 'reduce' }, async page => {
      const complaints = await complaintsOf(page, origin)
      await givePassword(page, origin, 'read')
      await page.getByRole('heading', { name: /^Hello/ }).waitFor()
      await page.goto(`${origin}/account/keys/new`)
      await page.getByLabel('Packages').fill('other, wid')
      const offered = page.locator('#packages option')
      expect(await offered.getAttribute('value')).toBe('other, widget')
      await makeNarrow(page, 'release')
      await page.goto(`${origin}/account/keys`)
      await page.getByRole('link', { name: 'release' }).click()
      await page.getByText('Rename', { exact: true }).click()
      await page.getByLabel('Name').fill('workflow')
      await page.getByRole('button', { name: 'Give it this name' }).click()
      await page.getByRole('heading', { name: 'Key “workflow”' }).waitFor()
      expect(await widthsThatOverflow(page)).toEqual([])
      expect(complaints).toEqual([])
    })
  })
})
