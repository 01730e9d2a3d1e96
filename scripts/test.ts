/**
 * `npm test`: every test, the repeated ones at a tenth of their count (`npm run test:long`: all of it), from a printed
 * seed that repeats the run: `LATCHKEY_TEST_SEED=123 npm test`. `npm test -- WORDS` runs the files whose names hold them.
 * With `CI=true` nothing may be skipped. What the servers under test logged may hold none of the run's secrets.
 */
import { makeRunFolder } from './test/run-folder.ts'
import { runVitest } from './test/vitest.ts'

const words = process.argv.slice(2).filter(word => word !== '--long')
const everything = words.length === 0
const long = process.argv.includes('--long')
const seed = process.env.LATCHKEY_TEST_SEED ?? String(Math.floor(Math.random() * 0x7fffffff))
const nothingSkipped = everything && process.env.CI === 'true'

process.stdout.write(`Seed ${seed}; repeated tests run ${long ? 'in full' : 'a tenth of their count'}.\n`)

const repeated = { LATCHKEY_TEST_SEED: seed, ...(long ? { LATCHKEY_TEST_LONG: '1' } : {}) }
const folder = makeRunFolder(everything)
const { passed, failed, skipped, skips } = await runVitest(words, {
  ...repeated,
  LATCHKEY_TEST_RUN: folder.path,
})
const leaks = folder.search()

const failures = failed + leaks + (nothingSkipped ? skipped : 0)
if (everything && skips.length > 0) {
  process.stdout.write(
    nothingSkipped ? '\nWith CI=true nothing may be skipped, but these were:\n' : '\nSkipped:\n',
  )
  process.stdout.write(skips.map(skip => `  ${skip}\n`).join(''))
}
const andSkipped = nothingSkipped || skipped === 0 ? '' : `, ${skipped} skipped`
process.stdout.write(`\nSeed ${seed}\n${passed} passed, ${failures} failed${andSkipped}\n`)
process.exitCode = failures === 0 ? 0 : 1
