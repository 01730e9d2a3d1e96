/** How many tests ran, and how they ended. */

export interface Count {
  readonly passed: number
  readonly failed: number
  readonly skipped: number
}

export function sum(counts: readonly Count[]): Count {
  return counts.reduce(
    (total, each) => ({
      passed: total.passed + each.passed,
      failed: total.failed + each.failed,
      skipped: total.skipped + each.skipped,
    }),
    { passed: 0, failed: 0, skipped: 0 },
  )
}

/** A run that ended badly without naming a failed test (a crash, a file that does not load) counts as one failure. */
export function honest(status: number, count: Count): Count {
  return status !== 0 && count.failed === 0 ? { ...count, failed: 1 } : count
}
