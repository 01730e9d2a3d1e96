/** An index page in the form that the client asked for: PEP 503 (HTML) or PEP 691 (JSON). */
import { type Refusal, refuse, refused } from '@latchkey/tokens'
import type { RawResponse } from '../../../http/index.ts'
import type { Repository } from '../../../repositories/index.ts'
import { createGenerations } from '../../../storage/index.ts'
import { cacheControl, entityTag, tagOf, unlessKnown } from '../../conditional.ts'
import { preferredType } from '../../media-type.ts'
import type { Visit } from '../../route.ts'

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

/**
 * Answers with the page that `read` makes of the rows, or with whatever it gives in place of one. `name` is the page's
 * own in its repository: while nobody writes, what was answered for it is remembered, in each form.
 */
export async function answerPage(
  { request, repository, answers }: Visit,
  name: string,
  read: () => Promise<Page | RawResponse | Refusal>,
): Promise<RawResponse | Refusal> {
  const form = formFor(request.headers.all('accept').join(','))
  const answer = await answers.get(`page ${repository.id} ${form} ${name}`, async () => {
    const page = await read()
    if (!('html' in page)) return page
    return form === undefined ? notAcceptable : written(page, form, repository)
  })
  return refused(answer) ? answer : unlessKnown(request, answer)
}

/** Clients send a handful of these headers, each of them over and over. */
const formsAsked = createGenerations<{ readonly form: Form | undefined }>(256)

function formFor(accept: string): Form | undefined {
  const known = formsAsked.get(accept)
  if (known !== undefined) return known.form
  const asked = preferredType(accept, offers)
  const form =
    asked !== undefined && asked in latest
      ? latest[asked as keyof typeof latest]
      : (asked as Form | undefined)
  formsAsked.set(accept, { form })
  return form
}

function written(page: Page, form: Form, repository: Repository): RawResponse {
  const { contentType, write } = forms[form]
  const body = write(page)
  return {
    status: 200,
    headers: [
      ['Content-Type', contentType],
      ['Vary', 'Accept, Authorization'],
      ['Content-Security-Policy', "sandbox; default-src 'none'"],
      ['X-Content-Type-Options', 'nosniff'],
      cacheControl(repository),
      entityTag(tagOf(body)),
    ],
    body,
  }
}

const notAcceptable = refuse(
  'not_acceptable',
  'The index has none of the forms that were asked for.',
  `Ask for ${offers.join(', ')}.`,
)
