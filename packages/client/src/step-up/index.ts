/**
 * The window in which a login may change something is opened before an upload starts.
 *
 * 1. The person is asked through a callback, at most three times; giving up and end of input are answers.
 * 2. A code is sent to the registry that asked for it, in a body, once, and kept nowhere.
 * 3. Nobody is asked who would be refused in any case, and nobody whose window is open.
 *
 *     const ready = await openWindowFor(login, { action: 'publish', target: 'pypi:acme/widget' })
 *     if (refused(ready)) return ready
 */
export type { CodeAnswer, CodePrompt, LinkAnswer, StepUpCallbacks } from './callbacks.ts'
export { createStepUp } from './late-step-up.ts'
export { createOpenWindowFor, type OpenWindowFor } from './open-window-for.ts'
export type { OpenWindow, StepUp } from './step-up.ts'
