/** Somebody signed in on the pages, without a browser: sends forms as they stand there. */

type Fields = Readonly<Record<string, string | readonly string[]>>

export class Visitor {
  readonly #origin: string
  #cookie = ''

  constructor(origin: string) {
    this.#origin = origin
  }

  async signIn(username: string, password: string): Promise<void> {
    const answer = await this.#post('/login', { username, password })
    if (answer.headers.getSetCookie().length === 0) throw new Error(`Signing in: ${answer.status}`)
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

  /** Opens the page of a form and sends it, to `action`. The page that it leads to; throws where it leads to none. */
  async submit(path: string, fields: Fields = {}, action: string = path): Promise<string> {
    const answer = await this.#send(path, fields, action)
    const next = answer.headers.get('location')
    if (next === null || next.startsWith('/login')) throw new Error(`${action}: ${answer.status} ${next}`)
    return next
  }

  /** The same for a form that leads nowhere, but is shown again with what was wrong. */
  async submitted(
    path: string,
    fields: Fields,
    action: string = path,
  ): Promise<{ readonly status: number; readonly html: string }> {
    const answer = await this.#send(path, fields, action)
    return { status: answer.status, html: await answer.text() }
  }

  async #send(path: string, fields: Fields, action: string): Promise<Response> {
    const token = /name="form_token" value="([^"]+)"/.exec(await this.look(path))?.[1] ?? ''
    return this.#post(action, { ...fields, form_token: token })
  }

  /** A session gets another cookie whenever its person showed who they are. */
  async #post(path: string, fields: Fields): Promise<Response> {
    const pairs = Object.entries(fields).flatMap(([name, values]) =>
      (typeof values === 'string' ? [values] : values).map(value => [name, value] as [string, string]),
    )
    const answer = await fetch(`${this.#origin}${path}`, {
      method: 'POST',
      body: new URLSearchParams(pairs),
      headers: { cookie: this.#cookie, 'sec-fetch-site': 'same-origin' },
      redirect: 'manual',
    })
    const [cookie] = answer.headers.getSetCookie()
    if (cookie !== undefined) this.#cookie = cookie.split(';')[0] ?? ''
    return answer
  }
}
