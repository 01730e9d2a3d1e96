/**
 * The window in which a login may change something is opened before an upload starts.
 *
 * 1. The person is asked through a callback, at most three times; giving up and end of input are answers.
 * 2. A code is sent to the registry that asked for it, in a body, and kept nowhere.
 *
 *     const opened = await stepUp(registry, login, { promptCode })
 *     if (refused(opened)) return opened
 */
export type {
  CodeAnswer,
  CodePrompt,
  OpenWindow,
  StepUp,
  StepUpCallbacks,
} from './step-up.ts'
