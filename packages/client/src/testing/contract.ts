/** A contract as a list of promises, each of which throws where it is broken: for any test runner. */

export interface Promised<Subject> {
  /** What is promised, in plain words: the name of a test. */
  readonly promise: string
  /** Makes what it needs, and throws an `AssertionError` where the promise is broken. */
  readonly check: (make: () => Promise<Subject>) => Promise<void>
}
