/** Hands what vitest counted to the runner: written as JSON to the file that `LATCHKEY_TEST_REPORT` names. */
import { writeFileSync } from 'node:fs'
import type { Reporter, TestModule } from 'vitest/node'
import type { Count } from './count.ts'

export interface Report extends Count {
  /** Each skipped test, and why where it says so. */
  readonly skips: readonly string[]
}

export default class CountingReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const tests = modules.flatMap(module => [...module.children.allTests()])
    const inState = (state: string) => tests.filter(test => test.result().state === state)
    const unloaded = modules.filter(module => module.errors().length > 0)
    const report: Report = {
      passed: inState('passed').length,
      failed: inState('failed').length + unloaded.length,
      skipped: inState('skipped').length,
      skips: inState('skipped').map(test => {
        const result = test.result()
        const note = result.state === 'skipped' ? result.note : undefined
        return `${test.module.relativeModuleId}: ${test.fullName}${note === undefined ? '' : ` (${note})`}`
      }),
    }
    if (process.env.LATCHKEY_TEST_REPORT)
      writeFileSync(process.env.LATCHKEY_TEST_REPORT, JSON.stringify(report))
  }
}
