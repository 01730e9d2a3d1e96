/**
 * What a tool embeds so that its users log in once, and its requests carry what belongs to them and nothing else.
 *
 * 1. The clock, randomness, `fetch`, environment and prompts are handed in: by `thisMachine()`, or by the host.
 * 2. What goes wrong is a value (`refused(answer)`) with a code, a sentence and the next command.
 * 3. Secrets are `Secret`s: they print as `[redacted]`.
 *
 *     const machine = thisMachine()
 *     const client = createAuthClient({ registry, machine, ...openStore({ folder, machine }) })
 *     const answer = await client.withRepository('pypi:acme', request => request.send('simple/widget/'))
 */
export { Secret } from '@latchkey/protocol'
export { refused } from '@latchkey/tokens'
export type { Attenuate, RequestFacts } from './attenuation/index.ts'
export {
  type Act,
  type AuthClient,
  type AuthClientOptions,
  type AuthorizedRequest,
  type Callbacks,
  type CallOptions,
  createAuthClient,
  type Explanation,
  type Outcome,
} from './auth-client/index.ts'
export { type ControlHandler, type ControlOptions, createControlHandler, onNode } from './control/index.ts'
export { type Credential, exchangedName, loginName, type Source } from './credential.ts'
export { type AuthError, type AuthErrorCode, authError, retryable } from './errors.ts'
export {
  type Attachment,
  BodyInterrupted,
  createHttp,
  type Http,
  type OutgoingRequest,
} from './http/index.ts'
export type { LogInReason, LoginPrompt } from './login/index.ts'
export type { Clock, Environment, Machine } from './machine.ts'
export type { Caller, ControlAction, IsAllowed, OverrideChange, OverrideOptions } from './override/index.ts'
export type { MayAnswer } from './preflight/index.ts'
export {
  type Endpoints,
  type HexpmOptions,
  hexpm,
  latchkey,
  type Place,
  type Profile,
  type Registry,
} from './registry/index.ts'
export {
  type Candidate,
  type EnvironmentToken,
  environmentToken,
  type GivenCredentials,
  type SourceName,
  variableFor,
} from './resolve/index.ts'
export {
  createFileLocks,
  createMemoryLocks,
  type HeldLock,
  type Holder,
  heldLocks,
  type Lease,
  type LeaseError,
  type LeaseOptions,
  type Locks,
} from './single-flight/index.ts'
export type { Identity, Organization, Status } from './status/index.ts'
export type { CodePrompt, OpenWindow } from './step-up/index.ts'
export {
  type ChangeOptions,
  createFileStore,
  createMemoryStore,
  defaultFolder,
  exposingWorkTree,
  type Keychain,
  openStore,
  type Store,
  type StoreError,
  type StoreNotice,
  type StorePolicy,
  type StoreState,
  systemKeychain,
} from './stores/index.ts'
export { thisMachine } from './this-machine.ts'
export type { Trace, TraceDetail, TraceEntry } from './trace.ts'
