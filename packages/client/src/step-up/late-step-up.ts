/** The window, loaded where one is to be opened. */
import { late } from '../late.ts'
import type { Asking } from '../oauth/index.ts'
import type { StepUpCallbacks } from './callbacks.ts'
import type { StepUp } from './step-up.ts'

export function createStepUp(asking: Asking, callbacks: StepUpCallbacks): StepUp {
  return late(async () => (await import('./step-up.ts')).createStepUp(asking, callbacks))
}
