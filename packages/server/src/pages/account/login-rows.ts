/** Logins in rows that can be compared: which program on which device, what it may do, until when, and when it was used. */
import { parseScopes, type Scope } from '@latchkey/protocol'
import { refused } from '@latchkey/tokens'
import { writes } from '../../authorizations/index.ts'
import type { Login, Logins } from '../../logins/index.ts'
import type { Words } from '../catalogue/index.ts'
import { scopeInWords } from '../consent/scope-words.ts'
import { lastUse } from '../layout/last-use.ts'
import { html, type Markup, nothing } from '../layout/markup.ts'
import { fromNow, onDay } from '../layout/time.ts'

export interface LoginRows {
  /** Milliseconds since 1970. */
  readonly now: number
  readonly logins: Pick<Logins, 'endsAt'>
  /** Whether each can be ticked, and has its own way to be ended. */
  readonly ticked?: true
}

/** The classes of the rows of keys: it is the same to compare. */
export function loginRows(words: Words, all: readonly Login[], rows: LoginRows): Markup {
  const { logins: say } = words
  const areOver = !all.some(login => isLiving(login, rows.now, rows.logins))
  return html`<div class="keys logins ${rows.ticked ? 'ticked' : ''}">
    <p class="head" aria-hidden="true"><span>${say.login}</span><span>${say.mayDo}</span><span>${areOver ? say.ended : say.ends}</span><span>${say.lastUsed}</span></p>
    <ul>${all.map(login => loginRow(words, login, rows))}</ul>
  </div>`
}

function loginRow(words: Words, login: Login, { now, logins, ticked }: LoginRows): Markup {
  const say = words.logins
  const { id, client, deviceName, createdAt, lastUsed } = login
  const name = loginInWords(words, login)
  const isOver = !isLiving(login, now, logins)
  return html`<li ${isOver ? html`class="over"` : nothing}>
    ${ticked ? html`<label class="tick"><input type="checkbox" name="login" value="${id}" aria-label="${say.tick(name)}"></label>` : nothing}
    <div class="name">
      <h2>${deviceName ?? client.name}</h2>
      <p class="small soft">${deviceName === undefined ? nothing : html`${client.name}, `}${say.letInOn(onDay(words, createdAt))}</p>
      ${ticked ? html`<p class="end small"><a href="/account/logins/end?login=${id}" aria-label="${say.endOf(name)}">${say.end}</a></p>` : nothing}
    </div>
    <dl>
      <div class="may"><dt>${say.mayDo}</dt><dd>${mayDo(words, login)}</dd></div>
      <div><dt>${isOver ? say.ended : say.ends}</dt><dd>${isOver ? whyOver(words, login, now) : ends(words, login, now, logins)}</dd></div>
      <div><dt>${say.lastUsed}</dt><dd>${lastUse(words, lastUsed, now)}</dd></div>
    </dl>
  </li>`
}

/** The hints stand where it is let in; here what each adds to the others is enough. */
function mayDo(words: Words, login: Login): Markup {
  const scopes = scopesIn(login)
  return html`<ul>${scopes.map(scope => {
    const { may } = scopeInWords(words, scope)
    return html`<li>${writes([scope]) ? html`<strong>${may}</strong>` : may}</li>`
  })}</ul>`
}

function ends(words: Words, login: Login, now: number, { endsAt }: Pick<Logins, 'endsAt'>): Markup {
  const at = endsAt(login)
  const when = fromNow(words, at, now)
  return at < login.expiresAt ? words.logins.endsUnlessUsed(when) : when
}

function whyOver(words: Words, { endedAt, endedBecause }: Login, now: number): Markup {
  const say = words.logins
  return html`${endedAt === undefined ? nothing : fromNow(words, endedAt, now)}
    <span class="badge ${endedBecause === 'stolen' ? 'bad' : ''}">${say.why[endedBecause ?? 'unused']}</span>`
}

export function isLiving(login: Login, now: number, { endsAt }: Pick<Logins, 'endsAt'>): boolean {
  return login.endedAt === undefined && endsAt(login) > now
}

/** `latchkey on build-7`: what a login is called where keys have a name. */
export function loginInWords(
  { logins }: Words,
  { client, deviceName }: Pick<Login, 'client' | 'deviceName'>,
): string {
  return deviceName === undefined ? client.name : logins.name(client.name, deviceName)
}

/** Read as they were written. */
function scopesIn({ scope }: Login): readonly Scope[] {
  const scopes = parseScopes(scope)
  return refused(scopes) ? [] : scopes
}
