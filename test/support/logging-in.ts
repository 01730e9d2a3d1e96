/** A client that logs in by device code (RFC 8628), and the person who lets it in, without a browser. */
import { Visitor } from './visitor.ts'

export interface TokenSet {
  readonly access_token: string
  readonly refresh_token: string
}

export interface OAuthAnswer {
  readonly status: number
  readonly body: Readonly<Record<string, string | number | undefined>>
}

/** Sends a form to an endpoint of `/oauth/`. */
export async function askOAuth(
  origin: string,
  endpoint: string,
  form: Readonly<Record<string, string>>,
): Promise<OAuthAnswer> {
  const answer = await fetch(`${origin}/oauth/${endpoint}`, {
    method: 'POST',
    body: new URLSearchParams(form),
  })
  const text = await answer.text()
  return { status: answer.status, body: text === '' ? {} : JSON.parse(text) }
}

/** Who lets it in. */
export interface Person {
  readonly username: string
  readonly password: string
}

/** Lets in the client whose code that is, with all that it asked for. */
export async function letIn(
  origin: string,
  { username, password }: Person,
  user_code: string,
  scope = 'api repositories',
): Promise<void> {
  const visitor = new Visitor(origin)
  await visitor.signIn(username, password)
  const page = await visitor.submit('/device', { user_code })
  const may = scope.split(' ').flatMap(word => (word === 'api' ? ['api:read', 'api:write'] : [word]))
  await visitor.submit(page, { do: 'approve', may }, `${page}/answer`)
}

/** The tokens of a new login of the client `latchkey`, which `person` let in with all that it asked for. */
export async function logIn(origin: string, person: Person, scope = 'api repositories'): Promise<TokenSet> {
  const asked = await askOAuth(origin, 'device_authorization', { client_id: 'latchkey', scope })
  const { user_code, device_code } = asked.body
  if (typeof user_code !== 'string' || typeof device_code !== 'string')
    throw new Error(`Asking for a login: ${asked.status} ${JSON.stringify(asked.body)}`)
  await letIn(origin, person, user_code, scope)

  const grant_type = 'urn:ietf:params:oauth:grant-type:device_code'
  const granted = await askOAuth(origin, 'token', { grant_type, client_id: 'latchkey', device_code })
  if (granted.status !== 200) throw new Error(`Logging in: ${JSON.stringify(granted.body)}`)
  return granted.body as unknown as TokenSet
}

export function refresh(origin: string, refresh_token: string): Promise<OAuthAnswer> {
  return askOAuth(origin, 'token', { grant_type: 'refresh_token', client_id: 'latchkey', refresh_token })
}
