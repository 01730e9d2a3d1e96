/** Reading a token in a real Chromium: nothing of it leaves the page. */
import { attenuate, parseTarget, readToken, writeToken } from '@latchkey/tokens'
import { beforeAll, expect, test } from 'vitest'
import { barriersIn } from '../testing/accessibility.ts'
import { describeInBrowser } from '../testing/describe-in-browser.ts'
import { granted } from '../testing/house.ts'
import { complaintsOf, inWindow, widthsThatOverflow } from '../testing/in-browser.ts'

describeInBrowser('a token that is pasted into the page', served => {
  let address: string
  /** A key of this house, narrowed to one package. */
  let token: string

  beforeAll(async () => {
    address = `${served.origin}/token`
    const { people } = await served.house.acme()
    const key = await served.house.keyOf(people.write, [{ actions: ['publish'], targets: ['pypi:acme'] }])
    const targets = [granted(parseTarget('pypi:acme/widget'))]
    const rows = [{ actions: ['publish' as const], targets }]
    const whole = granted(readToken(key.token.expose()))
    token = writeToken(granted(attenuate(whole, { kind: 'allow', rows })))
  })

  test.each([
    ['en-GB', 'A key', 'Publish pypi:acme/widget', 'Its server may hold more'],
    ['de-DE', 'Ein Schlüssel', 'pypi:acme/widget veröffentlichen', 'Der Server kann mehr wissen'],
  ])('is read without a request, then or afterwards (%s)', async (locale, kind, may, caution) => {
    await inWindow({ locale, reducedMotion: 'reduce' }, async page => {
      const complaints = await complaintsOf(page, served.origin)
      await page.goto(address)
      const field = page.getByRole('textbox')
      await field.waitFor()
      await page.waitForLoadState('networkidle')
      const requests: string[] = []
      page.on('request', request => requests.push(`${request.url()} ${request.postData() ?? ''}`))

      await field.fill(token)
      await page.getByRole('heading', { name: kind }).waitFor()
      await page.getByText(may, { exact: true }).waitFor()
      await page.getByText(caution).waitFor()
      // Enter sends a form, where there is one.
      await field.press('Enter')
      await field.press('Control+Enter')
      await field.blur()
      await page.waitForTimeout(200)
      expect(requests).toEqual([])
      for (const colorScheme of ['light', 'dark'] as const)
        expect(await barriersIn(page, colorScheme)).toEqual([])
      expect(await widthsThatOverflow(page)).toEqual([])

      // Even changing the language, which is a form of the same page, takes nothing of it along.
      const loaded = page.waitForEvent('load')
      await page.locator('.languages button').first().click()
      await loaded
      expect(requests.length).toBeGreaterThan(0)
      expect(requests.filter(request => request.includes(token.slice(9, 40)))).toEqual([])
      expect(complaints).toEqual([])
    })
  })

  test('is said to be cut off where its end is missing, and forgotten where the field is emptied', async () => {
    await inWindow({}, async page => {
      await page.goto(address)
      await page.getByRole('textbox').fill(token.slice(0, -6))
      await page.getByText('This token is cut off').waitFor()
      await page.getByRole('textbox').fill('')
      expect(await page.getByText('This token is cut off').isVisible()).toBe(false)
      expect(await page.getByRole('heading', { name: 'A key' }).isVisible()).toBe(false)
    })
  })

  test('may say what it likes of itself: it stays text', async () => {
    const { identifier, caveats, signature } = granted(readToken(token))
    const hostile = { identifier, caveats, signature, location: '<img src=x onerror=alert(1)>' }
    await inWindow({}, async page => {
      const complaints = await complaintsOf(page, served.origin)
      await page.goto(address)
      await page.getByRole('textbox').fill(writeToken(hostile))
      await page.getByText('<img src=x onerror=alert(1)>', { exact: true }).waitFor()
      expect(complaints).toEqual([])
    })
  })

  test('without JavaScript the page asks for none, says why, and gives the command', async () => {
    await inWindow({ javaScriptEnabled: false }, async page => {
      await page.goto(address)
      await page.getByText('This page needs JavaScript').waitFor()
      await page.getByText('latchkey token inspect').waitFor()
      expect(await page.getByRole('textbox').count()).toBe(0)
    })
  })
})
