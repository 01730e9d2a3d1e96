/** `npm run mutate -- PART`: changes a part in every way a tool can think of, and sees whether a test notices. */
import { Stryker } from '@stryker-mutator/core'
import { isPart, parts } from './parts.ts'

const [, , name] = process.argv
if (!isPart(name)) {
  console.error(`npm run mutate -- PART, of which there are: ${Object.keys(parts).join(', ')}.`)
  process.exit(2)
}

// The process that runs the tests reads it (vitest.config.ts).
process.env['MUTATED_PART'] = name
const { files, excludedMutations = [] } = parts[name]

await new Stryker({
  testRunner: 'vitest',
  plugins: [import.meta.resolve('@stryker-mutator/vitest-runner')],
  vitest: { configFile: 'test/mutation/vitest.config.ts', related: false },
  mutate: [...files, '!**/*.test.ts'],
  mutator: { excludedMutations: [...excludedMutations] },
  ignorePatterns: ['**/dist', '/bench', '/docs', '/packages/cli'],
  coverageAnalysis: 'perTest',
  concurrency: 2,
  // A test waits for a lock for up to half a minute where its holder was never noticed to be gone.
  timeoutMS: 60_000,
  reporters: ['progress-append-only', 'clear-text', 'json'],
  jsonReporter: { fileName: `test/mutation/reports/${name}.json` },
  clearTextReporter: { allowColor: false, reportTests: false, logTests: false },
  tempDirName: 'test/mutation/.stryker-tmp',
  tsconfigFile: 'none: Stryker would read it with an interface that the native TypeScript does not have',
}).runMutationTest()
