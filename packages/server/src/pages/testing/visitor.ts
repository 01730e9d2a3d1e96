/** A browser without a window: keeps cookies, sends forms as they stand in the page, follows nothing by itself. */
import { type PagesHouse, password } from './house.ts'

export interface Answer {
  readonly status: number
  readonly headers: Headers
  readonly html: string
}

export interface SubmitOptions {
  /** Headers besides those of a form sent from our own page. */
  readonly headers?: Readonly<Record<string, string>>
  /** Leave the synchronizer token out, or send another. */
  readonly formToken?: string
}

type Fields = Readonly<Record<string, string | readonly string[]>>

export class Visitor {
  readonly #house: PagesHouse
  readonly #origin: string
  readonly #cookies = new Map<string, string>()

  constructor(house: PagesHouse, origin: string) {
    this.#house = house
    this.#origin = origin
  }

  /** The cookie as a `Cookie` header has it, `__Host-sid=...`. */
  get cookie(): string | undefined {
    return this.#cookies.size === 0
      ? undefined
      : [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  }

  get(path: string, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
    return this.send(new Request(`${this.#origin}${path}`, { headers }))
  }

  /** Opens the page with the form, and sends the form's token with these fields. */
  async submit(
    path: string,
    fields: Fields,
    options: SubmitOptions & { readonly page?: string } = {},
  ): Promise<Answer> {
    const page = await this.get(options.page ?? path)
    return this.post(path, fields, { formToken: formTokenIn(page.html) ?? '', ...options })
  }

  /** Sends a form without opening its page. */
  post(path: string, fields: Fields, { headers = {}, formToken = '' }: SubmitOptions = {}): Promise<Answer> {
    const body = new URLSearchParams({ form_token: formToken })
    for (const [name, value] of Object.entries(fields)) {
      for (const each of typeof value === 'string' ? [value] : value) body.append(name, each)
    }
    return this.send(
      new Request(`${this.#origin}${path}`, {
        method: 'POST',
        body,
        headers: { 'sec-fetch-site': 'same-origin', ...headers },
      }),
    )
  }

  signIn(username: string): Promise<Answer> {
    return this.post('/login', { username, password })
  }

  async send(request: Request): Promise<Answer> {
    const { cookie: kept } = this
    if (kept !== undefined && !request.headers.has('cookie')) request.headers.set('cookie', kept)
    const response = await this.#house.pages.fetch(request, { address: '192.0.2.7' })
    for (const cookie of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? []
      if (cookie.includes('Max-Age=0')) this.#cookies.delete(name)
      else this.#cookies.set(name, value)
    }
    return { status: response.status, headers: response.headers, html: await response.text() }
  }
}

export function formTokenIn(html: string): string | undefined {
  return /name="form_token" value="([^"]+)"/.exec(html)?.[1]
}
