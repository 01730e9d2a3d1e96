/** The list of events is what it says: whole, and of nothing that never happens. */
import { globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { eventNames } from './index.ts'

const sources = globSync('packages/server/src/**/*.ts')
  .filter(path => !/\.test\.ts$|\/testing|src\/audit\/event-names\.ts$/.test(path))
  .map(path => readFileSync(path, 'utf8'))

test.each(Object.entries(eventNames))(
  '%s is recorded somewhere, and told in a sentence',
  (name, sentence) => {
    expect(sources.some(source => source.includes(`'${name}'`))).toBe(true)
    expect(sentence).toMatch(/^[A-Z].*\.$/)
  },
)
