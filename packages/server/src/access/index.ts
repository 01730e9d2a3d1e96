/**
 * Who may do what. Pure: facts come in, one decision goes out, and no other room decides.
 *
 * 1. A credential may do what its caveats clear AND what the role table permits; never one without the other.
 * 2. Refused beats needs, needs beats allowed. Only `allowed` carries a proof, and only a decision makes one.
 * 3. Unknown and invisible organizations answer alike. An administrator's account alone permits nothing.
 * 4. A public repository is read without a credential; one that is sent must clear `read` there too.
 *
 *     const authorizer = createAuthorizer({ standing: repositories, credentials, clock, origin })
 *     const decision = await authorizer.authorize(credential, { action: 'publish', organization: 'acme', ... })
 *     if (decision.answer === 'refused') return decision.refusal
 */
export { type Allowed, isAllowed } from './allowed.ts'
export type { Administration, Attempt } from './attempt.ts'
export {
  type Authorizer,
  type AuthorizerOptions,
  type CredentialSource,
  createAuthorizer,
} from './authorizer.ts'
export {
  type AnonymousCredential,
  anonymous,
  type Credential,
  type CredentialCode,
  type LoginFacts,
  type SecondFactor,
  type SessionCredential,
  type TokenCredential,
} from './credential.ts'
export { decideAgain, type Judge } from './decide-again.ts'
export type { Decision, DecisionCode, NeededFacts } from './decision.ts'
export { caveatsOf, endOf, mayChange } from './held.ts'
export { mayOperate } from './operate.ts'
export { openPolicy, type Policy } from './policy.ts'
export type { OpenTransaction, Place, Standing, StandingSource } from './standing.ts'
