/** Keys in rows that can be compared at a glance: what each may do, until when, and when it was used, by what and for what. */
import { caveatsInWords } from '@latchkey/tokens'
import { attentionOf, type Key } from '../../keys/index.ts'
import type { Words } from '../catalogue/index.ts'
import { html, type Markup, nothing } from '../layout/markup.ts'
import { fromNow } from '../layout/time.ts'
import { expiry, isOver } from './key-facts.ts'

export interface KeyRows {
  /** Milliseconds since 1970. */
  readonly now: number
  /** Where its owner's keys are. */
  readonly path: string
  /** Whether each can be ticked. */
  readonly ticked?: true
  /** By id, what each was lately used for. */
  readonly latelyFor: ReadonlyMap<string, string>
}

/** So many lines say what a key may do; its own page says all of them. */
const mostLines = 3

export function keyRows(words: Words, keys: readonly Key[], options: KeyRows): Markup {
  const { keys: say, keyList } = words
  return html`<div class="keys ${options.ticked ? 'ticked' : ''}">
    <p class="head" aria-hidden="true"><span>${keyList.name}</span><span>${say.mayDo}</span><span>${say.expires}</span><span>${say.lastUsed}</span></p>
    <ul>${keys.map(key => keyRow(words, key, options))}</ul>
  </div>`
}

function keyRow(words: Words, key: Key, { now, path, ticked, latelyFor }: KeyRows): Markup {
  const { keys: say } = words
  const link = `${path}/${key.id}`
  const canTick = ticked && key.revokedAt === undefined
  return html`<li ${isOver(key, now) ? html`class="over"` : nothing}>
    ${canTick ? html`<label class="tick"><input type="checkbox" name="key" value="${key.id}" aria-label="${say.tick(key.name)}"></label>` : nothing}
    <div class="name"><h2><a href="${link}">${key.name}</a></h2>${marks(words, key, now)}</div>
    <dl>
      <div class="may"><dt>${say.mayDo}</dt><dd>${mayDo(words, key)}</dd></div>
      <div><dt>${say.expires}</dt><dd>${expiry(words, key, now)}</dd></div>
      <div><dt>${say.lastUsed}</dt><dd>${use(words, key, now, latelyFor.get(key.id))}</dd></div>
    </dl>
  </li>`
}

/** What somebody should know before all else. That it expires soon is said where it expires. */
function marks({ keyList: say }: Words, key: Key, now: number): Markup {
  const reasons = attentionOf(key, now).filter(reason => reason !== 'expiring')
  const badges = [
    ...reasons.map(reason => html`<span class="badge warm">${say.attention[reason]}</span>`),
    ...(key.replacedBy === undefined ? [] : [html`<span class="badge">${say.replaced}</span>`]),
    ...(key.role === undefined ? [] : [html`<span class="badge">${say.role(key.role)}</span>`]),
  ]
  return badges.length === 0 ? nothing : html`<p class="marks">${badges}</p>`
}

function mayDo({ caveats: phrases, keyList: say }: Words, { caveats }: Key): Markup {
  const lines = caveatsInWords(caveats, phrases)
  const hidden = lines.length - mostLines
  return html`<ul>${lines.slice(0, mostLines).map(line => html`<li>${line}</li>`)}${hidden > 0 ? html`<li class="soft">${say.moreRows(hidden)}</li>` : nothing}</ul>`
}

function use(words: Words, { lastUsed }: Key, now: number, target: string | undefined): Markup {
  if (lastUsed === undefined) return html`<span class="soft">${words.time.never}</span>`
  const { at, client, address } = lastUsed
  const { usedWith, latelyFor } = words.keyList
  return html`${fromNow(words, at, now)}
    ${client === undefined && address === undefined ? nothing : html`<span class="soft">${usedWith(client && productOf(client), address)}</span>`}
    ${target === undefined ? nothing : html`<span class="soft">${latelyFor(target)}</span>`}`
}

/** Of what a client says of itself (RFC 9110, section 10.1.5), the product that comes first; its page says all of it. */
function productOf(client: string): string {
  return client.split(' ')[0] ?? client
}
