/** What a row of the key form offers to tick, in the order it is shown, and the actions that each stands for. */
import type { Action } from '@latchkey/tokens'
import type { Words } from '../catalogue/index.ts'

export interface MayChoice {
  readonly value: keyof Words['keyForm']['choices']
  readonly actions: readonly Action[]
  /** Where it can be ticked: `organization` only over a whole one, `account` only by a person for themselves. */
  readonly over: 'packages' | 'organization' | 'account'
}

export const mayChoices: readonly MayChoice[] = [
  { value: 'read', actions: ['describe', 'read'], over: 'packages' },
  { value: 'publish', actions: ['publish'], over: 'packages' },
  { value: 'retire', actions: ['retire'], over: 'packages' },
  { value: 'delete', actions: ['delete'], over: 'packages' },
  { value: 'maintain', actions: ['maintain'], over: 'packages' },
  { value: 'administer', actions: ['administer'], over: 'organization' },
  { value: 'account', actions: ['account'], over: 'account' },
]

/** Whether this may change something, so that the key is one that can write. */
export function writes(value: string): boolean {
  return value !== 'read'
}

/** Whether this may change packages, and can be held to some of them. */
export function writesPackages(value: string): boolean {
  return writes(value) && mayChoices.some(choice => choice.value === value && choice.over === 'packages')
}

/** Whether a place is more than one repository: `*`, `*:acme`. */
export function isWhole(where: string): boolean {
  return /^\*(:|$)/.test(where)
}
