/** What people do here: one task is a form, or a few on the way, filled in and pressed in a real browser as a person would. */
import type { Page } from 'playwright-core'
import type { Account } from '../../../accounts/index.ts'
import type { Furnished } from '../furnish.ts'
import type { PagesHouse } from '../house.ts'
import type { WaitingProgram } from '../waiting-program.ts'

export interface Task {
  /** In the words of whoever does it: `an administrator disables an account`. The name of its test. */
  readonly does: string
  /**
   * Every form that is sent on the way, by its route: `POST /admin/accounts/:username/disable`. One that is refused on
   * purpose says its status, `POST /login 401`. Of those that only ask (`GET /account/keys`), the ones it is about.
   */
  readonly sends: readonly string[]
  /** Where it is another task, or none, without JavaScript: the window that it is for. */
  readonly only?: JavaScript
  /** Where nobody lives yet, and nothing stands. */
  readonly inAnEmptyHouse?: true
  /** By label and role, with mouse or keyboard. It is done twice in one house, so names are its own: `desk.named()`. */
  readonly by: (desk: Desk) => Promise<Done>
}

export type JavaScript = 'with JavaScript' | 'without JavaScript'

/** How one knows that it is done: both what is told and what is true. */
export interface Done {
  readonly page: Page
  /** To be seen there. */
  readonly says: string | RegExp
  /** Expects it of the rooms or of the API; where something was only looked for, that this and nothing else is shown. */
  readonly holds: () => Promise<void>
}

/** Where somebody sits down to do a task: with the whole house at hand, and with windows that are watched. */
export interface Desk {
  readonly house: PagesHouse
  readonly furnished: Furnished
  readonly origin: string
  readonly javaScript: JavaScript
  /** A name that this task alone has, and this time alone: `gull-107`. */
  named(word: string): string
  /** Somebody new, of such a name and the password of all. */
  somebody(word: string): Promise<Account>
  /** A window of its own, on a machine of its own; of this account where one is named. Opens paths: `page.goto('/admin')`. */
  window(username?: string): Promise<Page>
  /** The path that the one new mail to an address leads to. */
  linkInMailTo(address: string): Promise<string>
  /** A program on the same machine, which sends a browser here and waits for its answer. */
  program(): Promise<Pick<WaitingProgram, 'redirectUri' | 'answer'>>
}
