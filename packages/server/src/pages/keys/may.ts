/** What a row of the key form offers to tick, in the order it is shown, and the actions that each stands for. */
import type { Action } from '@latchkey/tokens'

export interface MayChoice {
  readonly value: string
  readonly label: string
  readonly hint: string
  readonly actions: readonly Action[]
  /** Where it can be ticked: `organization` only over a whole one, `account` only by a person for themselves. */
  readonly over: 'packages' | 'organization' | 'account'
}

export const mayChoices: readonly MayChoice[] = [
  may('read', 'Read', 'install: index, metadata, files', ['describe', 'read'], 'packages'),
  may('publish', 'Publish', 'upload new files and versions', ['publish'], 'packages'),
  may('retire', 'Yank', 'hide a version, or bring it back', ['retire'], 'packages'),
  may('delete', 'Delete', 'remove for good', ['delete'], 'packages'),
  may('maintain', 'Maintain', 'change who its maintainers are', ['maintain'], 'packages'),
  may('administer', 'Administer', 'members, keys and settings', ['administer'], 'organization'),
  may('account', 'Manage my keys', 'make, list and revoke them', ['account'], 'account'),
]

/** Whether this may change something, so that the key is one that can write. */
export function writes(value: string): boolean {
  return value !== 'read'
}

function may(
  value: string,
  label: string,
  hint: string,
  actions: readonly Action[],
  over: MayChoice['over'],
): MayChoice {
  return { value, label, hint, actions, over }
}
