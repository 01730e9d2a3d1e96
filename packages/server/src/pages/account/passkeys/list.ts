/** One's own passkeys: which there are, and what can be done about each. */
import { type Refusal, refused } from '@latchkey/tokens'
import { causeOf } from '../../../audit/index.ts'
import { statusOf } from '../../../http/index.ts'
import type { Passkey } from '../../../passkeys/index.ts'
import { page, refusal, seeOther } from '../../answers.ts'
import type { Words } from '../../catalogue/index.ts'
import type { House } from '../../house.ts'
import { field } from '../../layout/field.ts'
import { formTokenField } from '../../layout/layout.ts'
import { html, linkTo, type Markup, nothing } from '../../layout/markup.ts'
import { inWords, translated } from '../../layout/problems.ts'
import { fromNow, onDay } from '../../layout/time.ts'
import type { Handler, SignedInVisit } from '../../visit.ts'

/** `GET /account/passkeys` */
export const listPasskeys: Handler<SignedInVisit> = (visit, house) => show(visit, house)

/** `POST /account/passkeys/:passkey/rename` */
export const renamePasskey: Handler<SignedInVisit> = async (visit, house) => {
  const id = visit.parameters['passkey'] ?? ''
  const cause = causeOf(visit.allowed)
  const renamed = await house.passkeys.rename(visit.session.account.id, {
    ...{ id, name: visit.form.text('name'), cause },
  })
  if (!refused(renamed)) return seeOther('/account/passkeys?done=renamed')
  return renamed.code === 'invalid_passkey_name'
    ? show(visit, house, { id, refusal: renamed })
    : refusal(visit, renamed)
}

interface Problem {
  readonly id: string
  readonly refusal: Refusal
}

async function show(visit: SignedInVisit, { passkeys }: House, problem?: Problem): Promise<Response> {
  const { session, words, query } = visit
  const say = words.passkeys
  const all = await passkeys.list(session.account.id)
  const main = html`<div class="stack-wide">
    <div class="stack">
      <h1>${say.title}</h1>
      ${done(words, query.get('done'))}
      <p class="lead">${say.why}</p>
      <p class="soft">${say.otherWay(linkTo('/account/second-factor'))}</p>
    </div>
    ${all.length === 0 ? nothing : html`<ul class="entries">${all.map(each => entry(each, visit, problem))}</ul>`}
    ${passkeys.unavailable === undefined ? adding(visit, all.length === 0) : unavailable(words, passkeys.unavailable)}
  </div>`
  const frame = { title: say.title, main, narrow: true, current: '/account' } as const
  return page(visit, frame, problem && { status: statusOf(problem.refusal) })
}

function done({ passkeys: say }: Words, what: string | null): Markup {
  const told = what === null ? undefined : new Map(Object.entries(say.done)).get(what)
  return told === undefined ? nothing : html`<p class="notice good" role="status">${told}</p>`
}

function adding({ session, words: { passkeys: say } }: SignedInVisit, isFirst: boolean): Markup {
  return html`<form class="panel stack" method="post" action="/account/passkeys/new">
    ${isFirst ? html`<p>${say.none}</p>` : html`<p>${say.another}</p>`}
    <div class="actions">${formTokenField(session.formToken)}<button>${say.add}</button></div>
  </form>`
}

function unavailable(words: Words, why: Refusal): Markup {
  const { message, next } = translated(words, why)
  return html`<div class="panel stack"><p>${message}</p><p>${next}</p></div>`
}

function entry(passkey: Passkey, { session, words, now, form }: SignedInVisit, problem?: Problem): Markup {
  const say = words.passkeys
  const { id, name, synced, createdAt, lastUsedAt } = passkey
  const mine = problem?.id === id ? problem : undefined
  return html`<li><div>
      <div class="heading"><h2>${name}</h2>
        <div class="ways"><a href="/account/passkeys/${id}/remove" aria-label="${say.removeOf(name)}">${say.remove}</a></div></div>
      <p class="small soft">${say.added(onDay(words, createdAt))}\u00a0· ${lastUsedAt === undefined ? say.neverUsed : say.lastUsed(fromNow(words, lastUsedAt, now))}\u00a0· <span title="${synced ? say.syncedHint : say.onOneDeviceHint}">${synced ? say.synced : say.onOneDevice}</span></p>
    </div>
    <details ${mine === undefined ? nothing : html`open`}>
      <summary>${say.rename}</summary>
      <form class="stack" method="post" action="/account/passkeys/${id}/rename">${formTokenField(session.formToken)}
        ${field({
          ...{
            name: 'name',
            id: `name-${id}`,
            label: say.name,
            value: mine ? form.text('name') : name,
            required: true,
            maxlength: 80,
          },
          ...(mine && { problems: { name: inWords(words, mine.refusal) } }),
        })}
        <div class="actions"><button class="quiet" aria-label="${say.renameOf(name)}">${say.rename}</button></div>
      </form>
    </details></li>`
}
