/** What pages answer: a page, a redirect, a refusal in words. */
import type { Refusal } from '@latchkey/tokens'
import { statusOf } from '../http/index.ts'
import type { Words } from './catalogue/index.ts'
import { type Frame, layout } from './layout/layout.ts'
import { html, type Markup, nothing } from './layout/markup.ts'
import { translated } from './layout/problems.ts'
import { secondFactorBanner } from './layout/second-factor-banner.ts'
import { organizationSections } from './organization-sections.ts'
import type { OrganizationVisit, Visit } from './visit.ts'

export interface AnswerOptions {
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
}

/** For whom a page is rendered. */
export type Reader = Pick<Visit, 'session' | 'words' | 'here' | 'path'> &
  Partial<Pick<OrganizationVisit, 'organization' | 'ways' | 'awaitedBy'>>

/** A page for this visitor. Never stored: what it shows is one person's, or was reached by a link with a secret. */
export async function page(
  { session, words, here, path, organization, ways, awaitedBy = [] }: Reader,
  frame: Frame,
  { status = 200, headers = {} }: AnswerOptions = {},
): Promise<Response> {
  const person = session && { ...session.account, formToken: session.formToken }
  const sections = organization && ways && organizationSections(words, { organization, ways })
  const banner = secondFactorBanner(words, awaitedBy, path)
  const body = await layout(
    { banner, ...(sections && { sections }), ...frame },
    { words, person, here, path },
  )
  return new Response(body.toString(), {
    status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-language': words.language,
      vary: 'Accept-Language, Cookie',
      'cache-control': 'no-store',
      ...headers,
    },
  })
}

/** After a form did its work: 303, so that a reload asks again for the page and not for the work (RFC 9110 15.4.4). */
export function seeOther(path: string, headers: Readonly<Record<string, string>> = {}): Response {
  return new Response(null, {
    status: 303,
    headers: { location: path, 'cache-control': 'no-store', ...headers },
  })
}

/** A page that says why not and what to do. */
export function refusal(reader: Reader, refusal: Refusal): Promise<Response> {
  const status = statusOf(refusal)
  const { words } = reader
  const title = titleOf(words, status, refusal)
  const { message, next } = translated(words, refusal)
  const main = html`<div class="stack">
    <h1>${title}</h1>
    <p class="lead">${message}</p>
    ${next === '' ? '' : html`<p>${next}</p>`}
    <div class="actions"><a class="button quiet" href="/">${words.answers.toStart}</a> ${elsewhere(reader, refusal)}</div>
  </div>`
  return page(reader, { title, main, narrow: true }, { status, headers: retryAfter(refusal) })
}

/** What is not there for a stranger may be there for who signs in; that is tried from here. */
function elsewhere({ session, here, words }: Reader, { code }: Refusal): Markup {
  return code === 'not_found' && session === undefined && here !== undefined
    ? html`<a href="/login?next=${encodeURIComponent(here)}">${words.shell.signIn}</a>`
    : nothing
}

/** `Retry-After` (RFC 9110 10.2.3) where the refusal says how long to wait. */
export function retryAfter(refusal: Refusal): Readonly<Record<string, string>> {
  const seconds = 'retryAfter' in refusal ? refusal.retryAfter : undefined
  return typeof seconds === 'number' ? { 'retry-after': String(Math.ceil(seconds)) } : {}
}

function titleOf({ answers }: Words, status: number, { code }: Refusal): string {
  if (code === 'unknown_link' || code === 'unknown_invitation') return answers.deadLink
  if (status === 404 || status === 410) return answers.missing
  if (status === 403) return answers.forbidden
  if (status === 429 || status === 503) return answers.later
  return answers.failed
}
