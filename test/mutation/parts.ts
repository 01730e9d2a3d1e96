/** The parts that are changed a line at a time, each with the tests that are to notice. */

export interface Part {
  /** What is changed. */
  readonly files: readonly string[]
  /** What is run for every change: quick tests alone. */
  readonly tests: readonly string[]
  readonly withoutTests?: readonly string[]
  /** Kinds of changes that are not made, as Stryker calls them. */
  readonly excludedMutations?: readonly string[]
}

/** Of another text a transcript of the command tells, and of another word for a case the change of its condition. */
const excludedMutations = ['StringLiteral']

const client = 'packages/client/src'
const calls =
  'account-must-be,attachment,budget,call,carried-to,codes,in-ci,judge-all,prepare,request,state,verdict'

export const parts = {
  tokens: {
    files: ['packages/tokens/src/**/*.ts', '!packages/tokens/src/testing/**'],
    tests: ['packages/tokens/src/**/*.test.ts'],
    withoutTests: ['**/hostile-input.test.ts', '**/differential.test.ts'],
  },
  resolution: {
    files: [`${client}/resolve/*.ts`, `${client}/resolve/sources/*.ts`],
    tests: [
      ...[`${client}/resolve/**/*.test.ts`, `${client}/kept.test.ts`],
      `${client}/auth-client/hex-scenarios.test.ts`,
    ],
    excludedMutations,
  },
  retry: {
    files: [`${client}/auth-client/{${calls}}.ts`],
    tests: [`${client}/auth-client/*.test.ts`],
    excludedMutations,
  },
  override: {
    files: [`${client}/override/*.ts`],
    tests: [`${client}/override/*.test.ts`, `${client}/auth-client/hostile.test.ts`],
    excludedMutations,
  },
  locks: {
    files: [`${client}/single-flight/*.ts`],
    tests: [`${client}/single-flight/*.test.ts`],
    excludedMutations,
  },
} as const satisfies Readonly<Record<string, Part>>

export type PartName = keyof typeof parts

export function isPart(name: string | undefined): name is PartName {
  return name !== undefined && Object.hasOwn(parts, name)
}
