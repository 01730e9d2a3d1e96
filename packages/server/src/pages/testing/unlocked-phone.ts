/** A phone that its person unlocks whenever it is asked for a passkey: the virtual authenticator of Chromium’s debugger. */
import type { Frame, Page } from 'playwright-core'

/** It lies by this window until that is emptied. Gives how to hold its answers back, and to let it answer again. */
export async function unlockedPhone(page: Page): Promise<(answers: boolean) => Promise<void>> {
  const debugging = await page.context().newCDPSession(page)
  await debugging.send('WebAuthn.enable', { enableUI: false })
  const { authenticatorId } = await debugging.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      ...{ protocol: 'ctap2', transport: 'internal', hasResidentKey: true },
      ...{ hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true },
    },
  })
  const takeAlong = (frame: Frame) => {
    if (frame.url() !== 'about:blank') return
    page.off('framenavigated', takeAlong)
    void debugging.detach()
  }
  page.on('framenavigated', takeAlong)
  return async enabled => {
    await debugging.send('WebAuthn.setAutomaticPresenceSimulation', { authenticatorId, enabled })
  }
}
