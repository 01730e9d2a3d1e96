/** The server at a glance: whether it works, and what would need somebody. */
import type { Words } from '../catalogue/index.ts'
import { html, type Markup, nothing } from '../layout/markup.ts'
import { fromNow, onDay } from '../layout/time.ts'
import { sizeInWords } from '../packages/size.ts'
import type { Handler, SignedInVisit } from '../visit.ts'
import { administrationPage } from './frame.ts'
import type { Health } from './operation.ts'

/** `GET /admin` */
export const overviewPage: Handler<SignedInVisit> = async (visit, { operation }) => {
  const { words, now } = visit
  const say = words.administrationOverview
  const health = await operation.health()
  const main = html`<div class="stack-wide">
    <div class="stack-tight">
      <h1>${say.status[health.status]}</h1>
      <p class="lead">${say.statusIs[health.status]}</p>
    </div>
    ${isLate(health, now) ? html`<p class="notice bad" role="status">${say.mailLate}</p>` : nothing}
    <section class="panel stack" aria-labelledby="node">
      <h2 id="node">${say.node}</h2>
      ${nodeFacts(words, health, now)}
    </section>
    <section class="stack" aria-labelledby="master-keys">
      <div class="stack-tight"><h2 id="master-keys">${say.masterKeys}</h2><p class="soft">${say.masterKeysAre}</p></div>
      <ul class="ledger">${health.masterKeys.map(each => masterKeyRow(words, each))}</ul>
    </section>
  </div>`
  return administrationPage(visit, { title: words.administration.title, main })
}

function nodeFacts(words: Words, health: Health, now: number): Markup {
  const say = words.administrationOverview
  const { database, files } = health
  const milliseconds = database.milliseconds?.toLocaleString(words.locale, { maximumFractionDigits: 1 })
  return html`<dl class="facts four">
    <div><dt>${say.version}</dt><dd><code>${health.version}</code></dd></div>
    <div><dt>${say.since}</dt><dd>${fromNow(words, health.startedAt, now)}</dd></div>
    <div><dt>${say.processes}</dt><dd>${health.processes}</dd></div>
    <div><dt>${say.database}</dt><dd>${milliseconds === undefined ? say.answersNot(database.engine) : say.answersIn(database.engine, milliseconds)}</dd></div>
    <div class="wide"><dt>${say.mail}</dt><dd>${mail(words, health, now)}</dd></div>
    <div class="wide"><dt>${say.files}</dt><dd><code>${files.folder}</code>${files.free === undefined ? nothing : html` ${say.free(sizeInWords(words, files.free))}`}</dd></div>
  </dl>`
}

function mail(words: Words, { mail, mailTo }: Health, now: number): Markup {
  const say = words.administrationOverview
  const oldest = mail?.oldestAt
  return html`${mail === undefined ? nothing : html`${say.mailWaiting(mail.waiting)}${oldest === undefined ? nothing : html`, ${say.mailOldest(fromNow(words, oldest, now))}`}. `}${mailTo === 'server' ? say.mailByServer : say.mailInFolder}`
}

const hour = 60 * 60 * 1000

function isLate({ mail }: Health, now: number): boolean {
  return mail?.oldestAt !== undefined && now - mail.oldestAt > hour
}

function masterKeyRow(words: Words, { kid, state, since, here }: Health['masterKeys'][number]): Markup {
  const say = words.administrationOverview
  const isBad = here !== 'installed' && state !== 'withdrawn'
  return html`<li>
    <strong><code>${kid}</code></strong>
    <span class="soft">${onDay(words, since)}</span>
    <span class="badges"><span class="badge ${state === 'minting' ? 'good' : ''}">${say.masterKeyStates[state]}</span>
      ${state === 'withdrawn' ? nothing : html`<span class="badge ${isBad ? 'bad' : ''}">${say.masterKeyHere[here]}</span>`}</span>
  </li>`
}
