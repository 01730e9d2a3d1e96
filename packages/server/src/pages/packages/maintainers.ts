/** Who maintains a package: shown to all who see it, changed by whoever may `maintain` it. */
import { type Refusal, refuse, refused } from '@latchkey/tokens'
import { decideAgain } from '../../access/index.ts'
import { statusOf } from '../../http/index.ts'
import type { Maintainer } from '../../repositories/index.ts'
import { page, refusal, seeOther } from '../answers.ts'
import type { House } from '../house.ts'
import { field, formProblem } from '../layout/field.ts'
import { formTokenField } from '../layout/layout.ts'
import { html, type Markup, nothing } from '../layout/markup.ts'
import { problemsOf } from '../layout/problems.ts'
import { onDay } from '../layout/time.ts'
import { notFound } from '../permission.ts'
import type { Handler, OrganizationVisit } from '../visit.ts'
import { placeOf } from './place.ts'

export interface MaintainersOptions {
  readonly maintainers: readonly Maintainer[]
  /** Of the package's page. */
  readonly path: string
  /** Whether the visitor may change who they are. */
  readonly may: boolean
}

export async function maintainersSection(
  { words, session, ways, organization }: OrganizationVisit,
  house: House,
  { maintainers, path, may }: MaintainersOptions,
): Promise<Markup> {
  const say = words.packages
  const removal = (which: string, name: string) =>
    may
      ? html`<a class="small" href="${path}/maintainers/${which}/remove" aria-label="${say.removeMaintainer(name)}">${say.remove}</a>`
      : nothing
  const entries = await Promise.all(
    maintainers.map(async ({ kind, id, createdAt }) => {
      const since = html`<span class="small soft">${say.maintainsSince(onDay(words, createdAt))}</span>`
      if (kind === 'key') {
        const name = (await house.keys.byId(id))?.name ?? id
        const way = `/organizations/${organization.name}/keys/${id}`
        return html`<li><div><strong>${say.keyMaintains(ways.keys ? html`<a href="${way}">${name}</a>` : name)}</strong> ${since}</div>
          ${removal(`keys/${id}`, say.keyCalled(name))}</li>`
      }
      const username = (await house.accounts.byId(id))?.username ?? id
      return html`<li><div><strong>${username}</strong> ${since}</div> ${removal(username, username)}</li>`
    }),
  )
  return html`<section class="stack" aria-labelledby="maintainers">
    <h2 id="maintainers">${say.maintainers}</h2>
    <p class="small soft">${say.maintainersMay}</p>
    ${entries.length === 0 ? html`<p class="empty">${say.noMaintainers}</p>` : html`<ul class="people">${entries}</ul>`}
    ${
      may
        ? html`<details><summary>${say.addMaintainer}</summary>${addForm(say, path, session.formToken)}</details>
    <p><a href="${path}/reach">${say.reach}</a></p>`
        : nothing
    }
  </section>`
}

function addForm(
  say: OrganizationVisit['words']['packages'],
  path: string,
  token: string,
  more = {},
): Markup {
  return html`<form class="stack" method="post" action="${path}/maintainers">${formTokenField(token)}
    ${field({
      ...{ name: 'username', label: say.username, hint: say.usernameHint },
      ...{ autocomplete: 'off', required: true, technical: true, maxlength: 39 },
      ...more,
    })}
    <div><button>${say.addMaintainer}</button></div></form>`
}

/** `POST .../packages/:package/maintainers` */
export const addMaintainer: Handler<OrganizationVisit> = async (visit, house) => {
  const username = visit.form.text('username')
  const account = await house.accounts.byUsername(username)
  const judge = decideAgain(visit.allowed, house)
  const added =
    account === undefined ? unknownAccount : await house.repositories.addMaintainer(judge, account.id)
  if (refused(added)) return addPage(visit, house, added)
  const place = await placeOf(visit, house)
  return refused(place) ? refusal(visit, place) : seeOther(`${place.path}?done=maintainer-added`)
}

/** The form by itself, with what was wrong with it. */
async function addPage(visit: OrganizationVisit, house: House, problem: Refusal): Promise<Response> {
  const place = await placeOf(visit, house)
  if (refused(place)) return refusal(visit, notFound)
  const say = visit.words.packages
  const problems = problemsOf(visit.words, problem, { unknown_account: 'username' })
  const main = html`<div class="panel stack">
    <p class="eyebrow"><a href="${place.path}">${place.found.displayName}</a></p>
    <h1>${say.addMaintainer}</h1>
    ${formProblem(problems)}
    ${addForm(say, place.path, visit.session.formToken, { value: visit.form.text('username'), problems })}
  </div>`
  return page(visit, { title: say.addMaintainer, main, narrow: true }, { status: statusOf(problem) })
}

const unknownAccount = refuse(
  'unknown_account',
  'There is no such account.',
  'Write the username as the person signs in with it.',
)
