/** Every ecosystem on the list keeps the contract; one without a driver for this test has forgotten something. */
import { describe } from 'vitest'
import { ecosystemContract } from './ecosystem.contract.ts'
import { ecosystems } from './index.ts'
import type { EcosystemDriver } from './testing/driver.ts'

for (const ecosystem of ecosystems) {
  const { driver }: { driver: EcosystemDriver } = await import(`./${ecosystem.name}/testing/driver.ts`)
  describe(ecosystem.name, () => ecosystemContract(ecosystem, driver))
}
