/** What every ecosystem promises: `ecosystems.test.ts` runs it for each on the list. */
import { carriersContract } from './carriers.contract.ts'
import { codesContract } from './codes.contract.ts'
import type { Ecosystem } from './ecosystem.ts'
import { limitsContract } from './limits.contract.ts'
import { observationsContract } from './observations.contract.ts'
import { policyContract } from './policy.contract.ts'
import { routesContract } from './routes.contract.ts'
import { strangersContract } from './strangers.contract.ts'
import { contractSubject } from './testing/contract-subject.ts'
import type { EcosystemDriver } from './testing/driver.ts'
import { visibilityContract } from './visibility.contract.ts'

export function ecosystemContract(ecosystem: Ecosystem, driver: EcosystemDriver): void {
  const subject = contractSubject(ecosystem, driver)
  routesContract(subject)
  carriersContract(subject)
  visibilityContract(subject)
  policyContract(subject)
  codesContract(subject)
  strangersContract(subject)
  observationsContract(subject)
  limitsContract(subject)
}
