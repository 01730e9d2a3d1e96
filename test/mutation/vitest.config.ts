/** The tests of the part that is changed. */
import { defineConfig } from 'vitest/config'
import { isPart, type Part, parts } from './parts.ts'

const { MUTATED_PART: name } = process.env
if (!isPart(name)) throw new Error('npm run mutate -- PART says which tests these are.')
const { tests, withoutTests = [] }: Part = parts[name]
const resolve = { conditions: ['latchkey-source'] }

export default defineConfig({
  resolve,
  ssr: { resolve },
  test: {
    include: [...tests],
    exclude: [...withoutTests],
    setupFiles: ['test/support/record-secrets.mjs'],
    testTimeout: 60_000,
  },
})
