/** An index page in the form that the client asked for: PEP 503 (HTML) or PEP 691 (JSON). */
import { type Refusal, refuse } from '@latchkey/tokens'
import type { RawResponse } from '../../../http/index.ts'
import type { Visit } from '../../ecosystem.ts'
import { preferredType } from '../media-type.ts'
import { cacheControl, tagOf, unlessKnown } from './conditional.ts'

export interface Page {
  html(): string
  json(): unknown
}

/** PEP 691: what a client may ask for, and what it is then told that it got. The first is for who does not ask. */
const forms = {
  'text/html': { contentType: 'text/html; charset=utf-8', write: (page: Page) => page.html() },
  'application/vnd.pypi.simple.v1+html': {
    contentType: 'application/vnd.pypi.simple.v1+html; charset=utf-8',
    write: (page: Page) => page.html(),
  },
  'application/vnd.pypi.simple.v1+json': {
    contentType: 'application/vnd.pypi.simple.v1+json',
    write: (page: Page) => JSON.stringify(page.json()),
  },
} as const

const latest = {
  'application/vnd.pypi.simple.latest+html': 'application/vnd.pypi.simple.v1+html',
  'application/vnd.pypi.simple.latest+json': 'application/vnd.pypi.simple.v1+json',
} as const

type Form = keyof typeof forms

const offers = [...Object.keys(forms), ...Object.keys(latest)] as (Form | keyof typeof latest)[]

export function answerPage(
  { request, repository }: Visit,
  page: Page,
): RawResponse | Refusal<'not_acceptable'> {
  const asked = preferredType(request.headers.all('accept').join(','), offers)
  if (asked === undefined) {
    return refuse(
      'not_acceptable',
      'The index has none of the forms that were asked for.',
      `Ask for ${offers.join(', ')}.`,
    )
  }
  const { contentType, write } =
    forms[asked in latest ? latest[asked as keyof typeof latest] : (asked as Form)]
  const body = write(page)
  return unlessKnown(request, tagOf(body), {
    status: 200,
    headers: [
      ['Content-Type', contentType],
      ['Vary', 'Accept, Authorization'],
      ['Content-Security-Policy', "sandbox; default-src 'none'"],
      ['X-Content-Type-Options', 'nosniff'],
      cacheControl(repository),
    ],
    body,
  })
}
