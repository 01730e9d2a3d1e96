/** The checks that stand before every page, in their order. No handler can forget one, because none makes them. */
import { timingSafeEqual } from 'node:crypto'
import type { Secret } from '@latchkey/protocol'
import { type Refusal, refuse, refused } from '@latchkey/tokens'
import { mayOperate } from '../access/index.ts'
import { type CurrentSession, isSignedIn } from '../accounts/index.ts'
import { type FetchContext, refuseNull } from '../http/index.ts'
import { refusal, seeOther } from './answers.ts'
import { byLanguage, type Words } from './catalogue/index.ts'
import { emptyForm, readForm } from './form.ts'
import type { House } from './house.ts'
import { waysInto } from './organization-sections.ts'
import { attemptOf, credentialOf, decide, notFound, type Permission, packageAttemptOf } from './permission.ts'
import type { Route } from './route.ts'
import { fromOwnPages } from './same-origin.ts'
import { leadingTo } from './security-headers.ts'
import type { SecretCookie } from './session-cookie.ts'
import { proveAgain, provedAt, stillYouPage } from './still-you.ts'
import { codePath, type OrganizationVisit, type SignedInVisit, type Visit } from './visit.ts'

const tenMinutes = 10 * 60 * 1000

export interface Knock extends FetchContext {
  readonly request: Request
  /** In the language that the browser asks for. */
  readonly words: Words
  /** The secret of a browser that was asked for a passkey. */
  readonly asked: Secret | undefined
  readonly parameters: Readonly<Record<string, string>>
  /** Where somebody who must sign in first comes back to. */
  readonly returnTo: string
}

/** Lets a request through to its page: origin, form, session, form token, permission, step-up. */
export async function passGate(
  route: Route,
  knock: Knock,
  house: House,
  cookie: SecretCookie,
): Promise<Response> {
  const { request, parameters, address, note, asked } = knock
  const { pathname, searchParams } = new URL(request.url)
  const given = cookie.read(request)
  const known = whose(given && (await house.sessions.find(given)))
  const { session } = known
  // What a person chose is theirs in every browser.
  const words = byLanguage(session?.account.language ?? '') ?? knock.words
  const here = route.method === 'GET' ? knock.returnTo : undefined
  const taken = session ? house.limits.account(session.account.id) : house.limits.anonymous(address)
  if (refused(taken)) return refusal({ session, words, here, path: pathname }, taken)
  if (session) note({ principal: { kind: 'account', id: session.account.id } })
  const awaitedBy = await waitingFor(session, house)
  const visit: Visit = {
    path: pathname,
    query: searchParams,
    parameters,
    address,
    userAgent: request.headers.get('user-agent') ?? '',
    form: emptyForm,
    ...{ words, here, asked, awaitedBy },
    now: house.clock.now(),
    ...known,
  }
  const unreadable = refuseNull([...Object.values(parameters), ...searchParams.values()])
  if (unreadable !== undefined) return refusal(visit, unreadable)
  if (route.method === 'GET') return admit(route, visit, knock, house, cookie)

  if (!fromOwnPages(request, house.origin)) return refusal(visit, crossSite)
  const form = await readForm(request)
  if (refused(form)) return refusal(visit, form)
  // A form takes as long as its sender likes: what counts is who is signed in once it came.
  const still = whose(given && (await house.sessions.find(given)))
  return admit(route, { ...visit, ...still, form, now: house.clock.now() }, knock, house, cookie)
}

/** Asked only where it can matter: for whoever has a second factor it costs nothing. */
function waitingFor(
  session: CurrentSession | undefined,
  { organizations }: House,
): Promise<readonly string[]> {
  return session === undefined || session.secondFactor.active
    ? Promise.resolve([])
    : organizations.requiringSecondFactor(session.account.id)
}

function whose(found: CurrentSession | undefined): Pick<Visit, 'session' | 'unfinished'> {
  return found && isSignedIn(found)
    ? { session: found, unfinished: undefined }
    : { session: undefined, unfinished: found }
}

async function admit(
  route: Route,
  visit: Visit,
  { returnTo, note }: Knock,
  house: House,
  cookie: SecretCookie,
): Promise<Response> {
  if (route.may === 'anyone') return route.open(visit as never, house)

  const known = visit.session ?? visit.unfinished
  if (known === undefined) return seeOther(`/login?next=${encodeURIComponent(returnTo)}`)
  const posted = route.method === 'POST'
  if (posted && !sameToken(visit.form.exact('form_token'), known.formToken)) {
    return refusal(visit, outdatedForm)
  }
  if (route.may === 'password') return route.open({ ...visit, session: known } as never, house)

  const { session } = visit
  if (session === undefined) return seeOther(codePath(returnTo))
  const demanded = { may: route.may, safe: !posted }
  const permitted = await permit(demanded, { ...visit, session }, house)
  note(refused(permitted) ? { answer: 'refused', refusal: permitted.code } : { answer: 'allowed' })
  if (refused(permitted)) return refusal(visit, permitted)
  const stale = visit.now - provedAt(session) > tenMinutes
  if (!posted || !stale || !route.stepUp(visit.form, session)) return route.open(permitted as never, house)

  const again = await proveAgain(permitted, house)
  if (again === undefined || refused(again))
    return leadingTo(route.leadsTo(visit.form), await stillYouPage(permitted, house, again))
  // Hashing takes its time, and more where many wait for it: whoever lost the right meanwhile changes nothing.
  const still = await permit(demanded, { ...visit, session: again.session }, house)
  const response = refused(still)
    ? await refusal({ ...visit, session: again.session }, still)
    : await route.open(still as never, house)
  // A page that sets it went on from this proof: under yet another id, or not at all.
  if (!response.headers.has('set-cookie')) response.headers.set('set-cookie', cookie.set(again.cookie))
  return response
}

/** The visit with what the permission earns: the proof and, for an organization, the organization. */
async function permit(
  { may, safe }: { readonly may: Exclude<Permission, 'anyone' | 'password'>; readonly safe: boolean },
  visit: Visit & { readonly session: CurrentSession },
  house: House,
): Promise<SignedInVisit | OrganizationVisit | Refusal> {
  const { session } = visit
  const looks = safe && { safe: true as const }
  if (may === 'account' || may === 'administrator') {
    const operator = may === 'administrator' ? mayOperate(credentialOf(session)) : true
    if (refused(operator)) return operator
    const allowed = await decide(visit, { action: 'account', ...looks }, house)
    return refused(allowed) ? allowed : { ...visit, allowed }
  }
  const name = visit.parameters['organization'] ?? ''
  const attempt = 'of' in may ? packageAttemptOf(may, visit.parameters) : attemptOf(may, name)
  const allowed = await decide(visit, { ...attempt, ...looks }, house)
  if (refused(allowed)) return allowed
  const organization = await house.organizations.byName(name)
  if (organization === undefined) return notFound
  const ways = await waysInto(name, { ...visit, allowed }, house)
  return { ...visit, organization, ways, allowed }
}

function sameToken(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)]
  return a.length === b.length && timingSafeEqual(a, b)
}

const crossSite = refuse(
  'cross_site_request',
  'This form was not sent from a page of this server, so nothing was done.',
  'Open the page here and send the form again. A browser from before 2023 may not say where a form comes from.',
)

const outdatedForm = refuse(
  'outdated_form',
  'This form is from before you last signed in, so nothing was done.',
  'Go back, reload the page and send the form again.',
)
