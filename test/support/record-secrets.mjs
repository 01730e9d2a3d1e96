/**
 * Writes down every secret that this process looks at, so that the logs of the run can be searched for it: loaded before
 * the tests by vitest, and before a server that a test starts by `NODE_OPTIONS`. Plain JavaScript, because npm may be
 * another Node, which has none of our secrets.
 */
import { appendFileSync } from 'node:fs'
import { join } from 'node:path'

const folder = process.env.LATCHKEY_TEST_RUN

/** Shorter ones are passwords such as "password", which are words too. */
const shortest = 16

/** No other test comes near it; one that makes millions measures memory, and its first ones are like all the others. */
const most = 20_000

if (folder && process.features.typescript) {
  const { Secret } = await import('../../packages/protocol/src/secret.ts')
  const file = join(folder, `${process.pid}.secrets`)
  const known = new Set()
  const { expose } = Secret.prototype
  Secret.prototype.expose = function exposeAndRecord() {
    const value = expose.call(this)
    // The place of an embedded database is held as one, since others hold a password.
    const isOne = value.length >= shortest && !value.startsWith('sqlite:')
    if (isOne && known.size < most && !known.has(value)) {
      known.add(value)
      appendFileSync(file, `${JSON.stringify(value)}\n`)
    }
    return value
  }
}
