/** One call: with a credential, then again with what helps, until there is an answer or nothing is left to try. */
import { refused } from '@latchkey/tokens'
import type { Credential } from '../credential.ts'
import type { AuthError } from '../errors.ts'
import { BodyInterrupted } from '../http/index.ts'
import { attachmentFor } from './attachment.ts'
import { type Budget, createBudget } from './budget.ts'
import { askForCode } from './codes.ts'
import type { CallHouse } from './house.ts'
import { judgeAll } from './judge-all.ts'
import type { Outcome } from './options.ts'
import { narrowed, openWindowFirst } from './prepare.ts'
import { type Act, createRequest } from './request.ts'
import type { Call, State } from './state.ts'
import { type AnswerLike, answerOf, type Verdict } from './verdict.ts'

export async function call<T>(house: CallHouse, asked: Call, act: Act<T>): Promise<Outcome<T>> {
  const budget = createBudget()
  let state = await begin(house, asked, budget)
  if (!refused(state) && state.credential !== undefined) {
    state = (await openWindowFirst(house, asked, state.credential)) ?? state
  }
  for (let attempt = 1; !refused(state); attempt += 1) {
    if (asked.signal?.aborted) return house.hints.cancelled()
    const tried = await tryWith(house, asked, state, { act, attempt })
    if (refused(tried) || tried.verdict.kind === 'done') return refused(tried) ? tried : tried.result
    discard(tried.answer)
    state = await next(house, asked, state, { verdict: tried.verdict, budget })
  }
  house.trace.add('gave up', { because: state.code })
  return state
}

async function begin(house: CallHouse, asked: Call, budget: Budget): Promise<State | AuthError> {
  const { credential, candidates, ...resolved } = await house.resolve(asked.wanted, asked.signal)
  const { source = 'nowhere', where = '' } = candidates.at(-1) ?? {}
  const state = { ...resolved, where, code: asked.code, credential: undefined }
  if (credential !== undefined && !refused(credential)) {
    house.trace.add('found', { source, where })
    return { ...state, credential }
  }
  // What there was is over, or cannot be had now: any other trouble is not for anybody to pass over.
  if (refused(credential) && !isOver(credential) && credential.code !== 'refresh_failed') return credential
  if (asked.optional) return goWithout(house, state, credential)
  if (refused(credential) && !isOver(credential)) return credential
  const login = await logIn(house, asked, state, { budget, cameWith: resolved.login })
  return login ?? credential ?? house.hints.noCredentials({ login: resolved.login })
}

interface Tried<T> {
  readonly result: T
  readonly answer: AnswerLike | undefined
  readonly verdict: Verdict
}

async function tryWith<T>(
  house: CallHouse,
  asked: Call,
  { credential: whole, code }: State,
  { act, attempt }: { readonly act: Act<T>; readonly attempt: number },
): Promise<Tried<T> | AuthError> {
  const { http, registry } = house
  const { wanted, signal } = asked
  const place = wanted.kind === 'api' ? registry.api : wanted.place
  const credential = whole && (await narrowed(house, asked, whole))
  if (refused(credential)) return credential
  const attachment = credential && attachmentFor(credential, { place, registry, code })
  if (refused(attachment)) return attachment
  let last: Response | undefined
  const seen = (answer: Response | AuthError) => {
    last = refused(answer) ? undefined : answer
  }
  const base = place.url
  try {
    const result = await act(
      createRequest({ http, base, attempt, credential, code, attachment, signal, seen }),
    )
    const answer = answerOf(result, last)
    return { result, answer, verdict: await judgeAll(house, asked, { credential, code }, answer) }
  } catch (problem) {
    if (problem instanceof BodyInterrupted) return problem.refusal
    throw problem
  }
}

interface Told {
  readonly verdict: Exclude<Verdict, { kind: 'done' }>
  readonly budget: Budget
}

async function next(house: CallHouse, asked: Call, state: State, told: Told): Promise<State | AuthError> {
  const { credential } = state
  const { verdict, budget } = told
  if (verdict.kind === 'code' && credential !== undefined) {
    house.trace.add('a code is wanted', { again: verdict.again })
    const code = await askForCode(house, {
      asked,
      state: { ...state, credential },
      again: verdict.again,
      budget,
    })
    return refused(code) ? code : { ...state, code }
  }
  const reason = verdict.kind === 'rejected' ? verdict.reason : undefined
  if (credential === undefined) {
    const login = await logIn(house, asked, state, { budget, cameWith: state.login })
    return login ?? house.hints.noCredentials({ reason, cause: state.without, login: state.login })
  }
  house.trace.add('rejected', { source: credential.source, where: state.where })
  return afterRejection(house, asked, { ...state, credential }, { reason, budget })
}

async function afterRejection(
  house: CallHouse,
  asked: Call,
  state: State & { readonly credential: Credential },
  { reason, budget }: { readonly reason: string | undefined; readonly budget: Budget },
): Promise<State | AuthError> {
  const { credential, renew, where } = state
  let problem: AuthError = house.hints.rejected(credential, { reason, where })
  if (renew !== undefined && budget.take('renewals')) {
    const renewed = await renew(credential)
    if (!refused(renewed)) return { ...state, credential: renewed }
    if (!isOver(renewed) && renewed.code !== 'refresh_failed') return renewed
    problem = renewed
  }
  // A login is asked for only where it would be used: what goes before it would be rejected again.
  if (credential.source === 'login' && problem.code !== 'refresh_failed') {
    const login = await logIn(house, asked, state, { budget, cameWith: credential })
    if (login !== undefined) return login
  }
  return asked.optional && budget.take('anonymous') ? goWithout(house, state, problem) : problem
}

/** Undefined where nobody may be asked, or somebody was. */
async function logIn(
  house: CallHouse,
  { inline, signal }: Call,
  state: State,
  { budget, cameWith }: { readonly budget: Budget; readonly cameWith: Credential | undefined },
): Promise<State | AuthError | undefined> {
  if (!inline || house.inCi || !state.loginHelps || !budget.take('logins')) return undefined
  const why = cameWith === undefined ? 'no_credentials' : 'rejected'
  const credential = await house.logIn({ why, cameWith, signal })
  // Nobody could be asked: why one should have been is the better answer.
  if (refused(credential)) return credential.code === 'no_credentials' ? undefined : credential
  const renew = (rejected: Credential) => house.refreshed(rejected, signal)
  const where = `the login at ${credential.origin}`
  house.trace.add('found', { source: 'login', where })
  return { ...state, credential, renew, where, login: credential }
}

function goWithout(house: CallHouse, state: State, why: AuthError | undefined): State {
  house.trace.add('goes without', { because: why?.code ?? 'no_credentials' })
  if (why !== undefined) house.callbacks.warn?.(why)
  const { renew: _, ...rest } = state
  return { ...rest, credential: undefined, code: undefined, ...(why !== undefined && { without: why }) }
}

function isOver({ code }: AuthError): boolean {
  return code === 'login_ended' || code === 'expired' || code === 'no_credentials'
}

/** Nobody will read it: its connection is free for the next try. */
function discard(answer: AnswerLike | undefined): void {
  if (!(answer instanceof Response) || answer.bodyUsed || answer.body?.locked) return
  answer.body?.cancel().catch(() => undefined)
}
