/** What every chapter of the first upload is played with. */
import type { Window } from '../../support/browser.ts'
import type { Secrets } from '../../support/secrets.ts'
import type { RunningServer } from '../../support/server.ts'

export interface Stage {
  readonly server: RunningServer
  /** The administrator's browser. */
  readonly window: Window
  /** Every secret that was seen is kept here. */
  readonly secrets: Secrets
}

export const organization = 'acme'
export const repository = `pypi:${organization}`
export const widget = `${repository}/widget`
