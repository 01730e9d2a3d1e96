/** Promises that only a browser can tell whether they are kept: of one house, behind a listener. */
import { afterAll, beforeAll, vi } from 'vitest'
import { describeWith } from '../../../../../test/support/describe-with.ts'
import { embeddedStores } from '../../storage/testing/embedded.ts'
import { type ServedHouse, serveHouse } from './in-browser.ts'

/** `served` is there from the first hook of `body` on, and for all of its tests. */
export function describeInBrowser(
  name: string,
  body: (served: Pick<ServedHouse, 'house' | 'origin'>) => void,
): void {
  // A browser works beside everything else that the machine does.
  vi.setConfig({ testTimeout: 300_000 })

  describeWith(['chromium'], name, () => {
    const open = embeddedStores()
    let opened: ServedHouse | undefined
    const served = (): ServedHouse => {
      if (opened === undefined)
        throw new Error('The house is served once tests begin, not while they are described.')
      return opened
    }

    beforeAll(async () => {
      opened = await serveHouse(await open())
    })
    afterAll(() => opened?.close())

    body({
      get house() {
        return served().house
      },
      get origin() {
        return served().origin
      },
    })
  })
}
