/** What somebody should look at before anything else: each with the one thing to do about it. */
import type { CurrentSession } from '../../accounts/index.ts'
import { attentionOf, type Key } from '../../keys/index.ts'
import type { Words } from '../catalogue/index.ts'
import type { House } from '../house.ts'
import { html, type Markup, nothing } from '../layout/markup.ts'
import { fromNow } from '../layout/time.ts'
import type { Visit } from '../visit.ts'

export interface Urgent {
  readonly entries: readonly Entry[]
  /** Whether more keys than are shown ask for a look. */
  readonly moreKeys: boolean
}

interface Entry {
  readonly what: string
  readonly why: string | Markup
  readonly todo: string
  readonly path: string
}

/** As many keys as one can mind at once. */
const most = 5

/** The account stands before its keys, and of those what expires first. A second factor that is missing has a banner. */
export async function whatNeedsAttention(
  { session, words, now }: Visit & { readonly session: CurrentSession },
  { keys }: Pick<House, 'keys'>,
): Promise<Urgent> {
  const { id, email, emailVerified } = session.account
  const say = words.home.attention
  const owner = { kind: 'account', id } as const
  const found = await keys.lookThrough(owner, { state: 'attention', order: 'expiry', limit: most })
  const address = { what: email, why: say.email, todo: say.verify, path: '/account/email' }
  return {
    entries: [...(emailVerified ? [] : [address]), ...found.items.flatMap(key => entryOf(words, key, now))],
    moreKeys: found.next !== undefined,
  }
}

/** Of several reasons the most urgent one. */
function entryOf(words: Words, key: Key, now: number): readonly Entry[] {
  const [reason] = attentionOf(key, now)
  if (reason === undefined) return []
  const say = words.home.attention
  const { name: what, expiresAt, lastUsed, createdAt } = key
  const path = `/account/keys/${key.id}`
  const revoke = { what, todo: say.revoke, path: `${path}/revoke` }
  const when = (instant = now) => fromNow(words, instant, now)
  switch (reason) {
    case 'expiring':
      return [{ what, why: say.expires(when(expiresAt)), todo: say.rotate, path }]
    case 'too-wide':
      return [{ what, why: say.tooWide, todo: say.tighten, path: `${path}/tighten` }]
    case 'stale':
      return [{ ...revoke, why: say.stale(when(lastUsed?.at)) }]
    case 'never-used':
      return [{ ...revoke, why: say.neverUsed(when(createdAt)) }]
  }
}

/** Nothing where all is well. */
export function attentionList({ home: { attention: say } }: Words, { entries, moreKeys }: Urgent): Markup {
  if (entries.length === 0) return nothing
  return html`<section class="stack" aria-labelledby="attention">
    <h2 id="attention">${say.title}</h2>
    <ul class="urgent panel">${entries.map(
      ({ what, why, todo, path }) => html`<li>
        <div><strong>${what}</strong> <span class="soft">${why}</span></div>
        <a href="${path}" aria-label="${say.todoFor(todo, what)}">${todo}</a>
      </li>`,
    )}</ul>
    ${moreKeys ? html`<p class="small"><a href="/account/keys?show=attention">${say.more}</a></p>` : nothing}
  </section>`
}
