/** What axe (https://github.com/dequelabs/axe-core) finds in a page: WCAG 2.2 AA, and the practices beyond it. */
import axe from 'axe-core'
import type { Page } from 'playwright-core'

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/** "color-contrast: .badge", one for each place; in the dark only what hangs on colours. */
export async function barriersIn(page: Page, colorScheme: 'light' | 'dark'): Promise<readonly string[]> {
  await page.emulateMedia({ colorScheme })
  // By the debugger, which the page's own policy does not bind; once for each document.
  if (!(await page.evaluate('"axe" in globalThis'))) await page.evaluate(axe.source)
  const options = JSON.stringify({
    runOnly: colorScheme === 'light' ? rules : ['color-contrast'],
    resultTypes: ['violations'],
  })
  const { violations }: axe.AxeResults = await page.evaluate(`axe.run(document, ${options})`)
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(node => `${id}: ${node.target.join(' ')} ${node.any.map(({ message }) => message).join('; ')}`),
  )
}
