import { defineConfig } from 'vitest/config'

/** The quick tests of this package: those that take seconds would be run again for every change. */
export default defineConfig({
  test: {
    include: ['packages/tokens/src/**/*.test.ts'],
    testTimeout: 60_000,
    exclude: ['**/hostile-input.test.ts', '**/differential.test.ts'],
  },
})
