/** What an organization asks of its people and of their keys, beyond the roles. Set by its owners. */

export interface Policy {
  /** Members and maintainers do nothing in it, reading included, before their account has a second factor. */
  readonly requireSecondFactor: boolean
  /** A person's key changes nothing in it outside of a window of its own, which a one-time code opens. */
  readonly keysNeedWindow: boolean
  /** Keys that were made to work for longer do nothing in it; undefined for no limit. */
  readonly longestKeyDays: number | undefined
  /** The lowest role that makes keys of the organization. */
  readonly keyMakers: 'admin' | 'owner'
  /** What becomes of a person's key that is exchanged for reading its repositories. */
  readonly keyExchange: 'allow' | 'warn' | 'refuse'
}

/** What holds in an organization whose owners have set nothing. */
export const openPolicy: Policy = Object.freeze({
  requireSecondFactor: false,
  keysNeedWindow: false,
  longestKeyDays: undefined,
  keyMakers: 'admin',
  keyExchange: 'allow',
})
