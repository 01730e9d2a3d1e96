/** A forgotten password: whoever says so hears the same, whether anybody is called so or not. */
import { type Refusal, refuse, refused } from '@latchkey/tokens'
import { statusOf } from '../../http/index.ts'
import { page, retryAfter, seeOther } from '../answers.ts'
import { field, formProblem } from '../layout/field.ts'
import { html, linkTo } from '../layout/markup.ts'
import { problemsOf } from '../layout/problems.ts'
import { type Handler, originOf, type Visit } from '../visit.ts'

/** `GET /forgot`, and what was answered there. */
export const forgotForm: Handler = visit => (visit.query.has('sent') ? sentPage(visit) : formPage(visit))

/** `POST /forgot` */
export const forgot: Handler = async (visit, { forgottenPasswords }) => {
  const whose = visit.form.text('whose')
  if (whose === '') return formPage(visit, nobodyNamed)
  const said = await forgottenPasswords.say(whose, originOf(visit))
  return refused(said) ? formPage(visit, said) : seeOther('/forgot?sent=yes')
}

function formPage(visit: Visit, problem?: Refusal): Promise<Response> {
  const { words } = visit
  const say = words.forgot
  const problems = problem && problemsOf(words, problem, { name_missing: 'whose' })
  const main = html`<div class="panel stack">
    <h1>${say.title}</h1>
    <p>${say.lead}</p>
    ${formProblem(problems)}
    <form class="stack" method="post" action="/forgot">
      ${field({
        name: 'whose',
        label: say.whose,
        value: visit.form.text('whose'),
        autocomplete: 'username',
        technical: true,
        required: true,
        autofocus: true,
        maxlength: 254,
        ...(problems && { problems }),
      })}
      <div class="actions"><button>${say.button}</button></div>
    </form>
    <p class="small soft">${say.back(linkTo('/login'))}</p>
  </div>`
  const answer = problem && { status: statusOf(problem), headers: retryAfter(problem) }
  return page(visit, { title: say.title, main, narrow: true }, answer)
}

function sentPage(visit: Visit): Promise<Response> {
  const say = visit.words.forgot
  const main = html`<div class="panel stack">
    <h1>${say.sentTitle}</h1>
    <p>${say.sent}</p>
    <p>${say.nothing}</p>
    <ul class="bulleted">${say.reasons.map(reason => html`<li>${reason}</li>`)}</ul>
    <p><a href="/forgot">${say.again}</a></p>
  </div>`
  return page(visit, { title: say.sentTitle, main, narrow: true })
}

const nobodyNamed = refuse(
  'name_missing',
  'Nothing was entered.',
  'Enter your username or your e-mail address.',
)
