/** Somebody signed in on the pages, without a browser: sends forms as they stand there. */

export class Visitor {
  readonly #origin: string
  #cookie = ''

  constructor(origin: string) {
    this.#origin = origin
  }

  async signIn(username: string, password: string): Promise<void> {
    const answer = await this.#post('/login', { username, password })
    this.#cookie = answer.headers.getSetCookie()[0]?.split(';')[0] ?? ''
  }

  /** Reads a page; throws where it is not shown. */
  async look(path: string): Promise<string> {
    const page = await fetch(`${this.#origin}${path}`, {
      headers: { cookie: this.#cookie },
      redirect: 'manual',
    })
    if (page.status !== 200) throw new Error(`${path}: ${page.status}`)
    return page.text()
  }

  /** Opens the page of a form and sends it. The status of the answer. */
  async submit(path: string, fields: Readonly<Record<string, string>> = {}): Promise<number> {
    const page = await fetch(`${this.#origin}${path}`, { headers: { cookie: this.#cookie } })
    const token = /name="form_token" value="([^"]+)"/.exec(await page.text())?.[1] ?? ''
    return (await this.#post(path, { ...fields, form_token: token })).status
  }

  #post(path: string, fields: Readonly<Record<string, string>>): Promise<Response> {
    return fetch(`${this.#origin}${path}`, {
      method: 'POST',
      body: new URLSearchParams(fields),
      headers: { cookie: this.#cookie, 'sec-fetch-site': 'same-origin' },
      redirect: 'manual',
    })
  }
}
