/** Step 4 of set-up: a key that uploads, shown once, and what to type with it. */
import { type Refusal, refuse, refused } from '@latchkey/tokens'
import { decideAgain } from '../../../access/index.ts'
import { statusOf } from '../../../http/index.ts'
import { keyCaveats } from '../../../keys/index.ts'
import { refusal } from '../../answers.ts'
import type { Words } from '../../catalogue/index.ts'
import { field, formProblem, type Problems } from '../../layout/field.ts'
import { formTokenField } from '../../layout/layout.ts'
import { html } from '../../layout/markup.ts'
import { problemsOf } from '../../layout/problems.ts'
import { decide, notFound } from '../../permission.ts'
import type { Handler, OrganizationVisit } from '../../visit.ts'
import { uploadPage } from './first-upload.ts'
import { placeOf, type RepositoryPlace } from './place-of.ts'
import { stepPage } from './step-page.ts'

/** `GET /organizations/:organization/repositories/:ecosystem/set-up` */
export const keyStep: Handler<OrganizationVisit> = async (visit, house) => {
  const place = await placeOf(visit, house)
  return place === undefined ? refusal(visit, notFound) : formPage(visit, place)
}

/** `POST /organizations/:organization/repositories/:ecosystem/set-up`: a key of the person’s own. */
export const makeFirstKey: Handler<OrganizationVisit> = async (visit, house) => {
  const { form, session } = visit
  const place = await placeOf(visit, house)
  if (place === undefined) return refusal(visit, notFound)
  const name = form.text('package')
  if (name.includes('*')) return formPage(visit, place, star)
  const caveats = keyCaveats({
    allow: [
      { actions: ['publish'], targets: [name === '' ? place.name : `${place.name}/${name}`] },
      { actions: ['describe', 'read'], targets: [place.name] },
    ],
  })
  if (refused(caveats)) return formPage(visit, place, caveats)
  // The route is about the organization; making a key of one's own is decided as on the page of one's keys.
  const allowed = await decide(visit, { action: 'account' }, house)
  if (refused(allowed)) return formPage(visit, place, allowed)
  const owner = { kind: 'account', id: session.account.id } as const
  const by = decideAgain(allowed, house)
  const made = await house.keys.create({ owner, name: form.text('name'), caveats, by })
  // A reload of the page that showed the key posts the form again: its name is taken then.
  return refused(made) ? formPage(visit, place, made) : uploadPage(visit, house, { place, made })
}

/** To a target a star is a letter, and would be none to who typed it. */
const star = refuse('target_malformed', 'A star is in no package’s name.', 'Write one name, or none.')

/** What names no package is said of what was typed, and not of the target that was made of it. */
function problemsAt(words: Words, problem: Refusal, typed: string): Problems {
  if (problem.code === 'target_malformed') return { package: words.setUp.key.noPackage(typed) }
  return problemsOf(words, problem, { invalid_name: 'name', name_taken: 'name' })
}

function formPage(visit: OrganizationVisit, place: RepositoryPlace, problem?: Refusal): Promise<Response> {
  const { form, words, session, path } = visit
  const say = words.setUp.key
  const problems = problem && problemsAt(words, problem, form.text('package'))
  const errors = problems && { problems }
  return stepPage(visit, {
    step: 4,
    title: say.title,
    lead: say.lead(place.name),
    ...(problem && { status: statusOf(problem) }),
    form: html`${formProblem(problems)}
    <form class="stack" method="post" action="${path}">${formTokenField(session.formToken)}
      ${field({
        ...{ name: 'name', label: say.name, hint: say.nameHint, required: true, maxlength: 100 },
        ...{ value: form.text('name') || say.suggestion, autocomplete: 'off', ...errors },
      })}
      ${field({
        ...{ name: 'package', label: say.package, hint: say.packageHint, value: form.text('package') },
        ...{ technical: true, autocomplete: 'off', ...errors },
      })}
      <div class="actions"><button>${say.button}</button></div>
    </form>
    <p class="small"><a href="${place.path}/first-upload">${say.skip}</a></p>`,
  })
}
