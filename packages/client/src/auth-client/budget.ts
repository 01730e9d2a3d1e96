/** How often each thing is tried in one call. Every further try takes from one of these, so that every call ends. */

export interface Budget {
  /** Takes one; false where none is left. */
  take(what: keyof typeof unlessTold): boolean
  left(what: keyof typeof unlessTold): number
}

const unlessTold = {
  /** A refresh or an exchange because the registry refused what we had, whatever the clock says. */
  renewals: 1,
  logins: 1,
  codes: 3,
  /** Windows that are opened by a code beforehand: asking for the code again is the business of `step-up/`. */
  windows: 1,
  /** Going without a credential after one was refused; only where that is optional. */
  anonymous: 1,
}

export function createBudget(): Budget {
  const left = { ...unlessTold }
  return {
    left: what => left[what],
    take(what) {
      left[what] -= 1
      return left[what] >= 0
    },
  }
}
