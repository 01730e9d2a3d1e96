import { expect, test } from 'vitest'
import { normalPackageName } from './package-name.ts'

test.for([
  ['pypi', 'Friendly-._.-Bard', 'friendly-bard'],
  ['pypi', 'FRIENDLY_BARD', 'friendly-bard'],
  ['npm', '@scope/Name.js', '@scope/Name.js'],
  ['hex', 'phoenix_html', 'phoenix_html'],
] as const)('%s compares %s as %s', ([ecosystem, name, normal]) => {
  expect(normalPackageName(ecosystem, name)).toBe(normal)
})
