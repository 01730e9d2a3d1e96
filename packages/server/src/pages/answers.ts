/** What pages answer: a page, a redirect, a refusal in words. */
import type { Refusal } from '@latchkey/tokens'
import { statusOf } from '../http/index.ts'
import { type Frame, layout } from './layout/layout.ts'
import { html } from './layout/markup.ts'
import type { Visit } from './visit.ts'

export interface AnswerOptions {
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
}

/** A page for this visitor. Never stored: what it shows is one person's, or was reached by a link with a secret. */
export async function page(
  visit: Pick<Visit, 'session'>,
  frame: Omit<Frame, 'person'>,
  { status = 200, headers = {} }: AnswerOptions = {},
): Promise<Response> {
  const person = visit.session && {
    username: visit.session.account.username,
    formToken: visit.session.formToken,
  }
  const body = await layout({ ...frame, ...(person && { person }) })
  return new Response(body.toString(), {
    status,
    headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store', ...headers },
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
export function refusal(visit: Pick<Visit, 'session'>, refusal: Refusal): Promise<Response> {
  const status = statusOf(refusal)
  const main = html`<div class="stack">
    <h1>${titleOf(status)}</h1>
    <p class="lead">${refusal.message}</p>
    ${refusal.next === undefined ? '' : html`<p>${refusal.next}</p>`}
    <p><a href="/">Go to the start</a></p>
  </div>`
  return page(visit, { title: titleOf(status), main, narrow: true }, { status, headers: retryAfter(refusal) })
}

/** `Retry-After` (RFC 9110 10.2.3) where the refusal says how long to wait. */
export function retryAfter(refusal: Refusal): Readonly<Record<string, string>> {
  const seconds = 'retryAfter' in refusal ? refusal.retryAfter : undefined
  return typeof seconds === 'number' ? { 'retry-after': String(Math.ceil(seconds)) } : {}
}

function titleOf(status: number): string {
  if (status === 404 || status === 410) return 'There is nothing here'
  if (status === 403) return 'That is not yours to do'
  if (status === 429 || status === 503) return 'Not right now'
  return 'That did not work'
}
