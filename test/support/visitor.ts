/** Somebody signed in on the pages, without a browser: sends forms as they stand there. */

export class Visitor {
  readonly #origin: string
  #cookie = ''

  constructor(origin: string) {
    this.#origin = origin
  }

  async signIn(username: string, password: string): Promise<void> {
    const answer = await this.#post('/login', { username, password })
    const [cookie] = answer.headers.getSetCookie()
    if (cookie === undefined) throw new Error(`Signing in: ${answer.status}`)
    this.#cookie = cookie.split(';')[0] ?? ''
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

  /** Opens the page of a form and sends it. The page that it leads to; throws where it leads to none. */
  async submit(path: string, fields: Readonly<Record<string, string>> = {}): Promise<string> {
    const token = /name="form_token" value="([^"]+)"/.exec(await this.look(path))?.[1] ?? ''
    const answer = await this.#post(path, { ...fields, form_token: token })
    const next = answer.headers.get('location')
    if (next === null || next.startsWith('/login')) throw new Error(`${path}: ${answer.status} ${next}`)
    return next
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
