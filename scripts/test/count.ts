/** How many tests ran, and how they ended. */

export interface Count {
  readonly passed: number
  readonly failed: number
  readonly skipped: number
}

/** A run that ended badly without naming a failed test (a crash, a file that does not load) counts as one failure. */
export function honest(status: number, count: Count): Count {
  return status !== 0 && count.failed === 0 ? { ...count, failed: 1 } : count
}
