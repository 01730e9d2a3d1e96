/** Adding a client: its id, and its secret where it can keep one, are shown once it is made. */
import { type Refusal, refused } from '@latchkey/tokens'
import { causeOf } from '../../audit/index.ts'
import { statusOf } from '../../http/index.ts'
import { command } from '../layout/command.ts'
import { described, field, formProblem, hintFor, problemOf } from '../layout/field.ts'
import { formTokenField } from '../layout/layout.ts'
import { html, nothing } from '../layout/markup.ts'
import { problemsOf } from '../layout/problems.ts'
import type { Handler, SignedInVisit } from '../visit.ts'
import { administrationPage } from './frame.ts'

/** `GET /admin/clients/new` */
export const newClient: Handler<SignedInVisit> = visit => formPage(visit)

/** `POST` to the same. */
export const addClient: Handler<SignedInVisit> = async (visit, { clients }) => {
  const { form, words, allowed } = visit
  const redirectUris = form.text('redirect_uris').split(/\s+/).filter(Boolean)
  const confidential = form.text('confidential') === 'yes'
  const made = await clients.create({ name: form.text('name'), redirectUris, confidential }, causeOf(allowed))
  if (refused(made)) return formPage(visit, made)
  const { client, secret } = made
  const say = words.administrationClients
  const title = say.madeTitle(client.name)
  const main = html`<div class="panel stack">
    <h1>${title}</h1>
    <h2>${say.id}</h2>
    ${command(words, client.id, say.theId)}
    ${
      secret === undefined
        ? nothing
        : html`<h2>${say.secret}</h2><p>${words.administration.shownOnce}</p>
    ${command(words, secret.expose(), say.theSecret, 'secret')}`
    }
    <div class="actions"><a class="button" href="/admin/clients">${words.administration.done}</a></div>
  </div>`
  return administrationPage(visit, { title, main, narrow: true })
}

const fieldOf = { invalid_name: 'name', name_taken: 'name', invalid_redirect_uri: 'redirect_uris' }

function formPage(visit: SignedInVisit, problem?: Refusal): Promise<Response> {
  const { words, session, form } = visit
  const say = words.administrationClients
  const problems = problem && problemsOf(words, problem, fieldOf)
  const wrongUris = problems?.['redirect_uris']
  const main = html`<div class="panel stack">
    <h1>${say.create}</h1>
    ${formProblem(problems)}
    <form class="stack" method="post" action="/admin/clients/new">${formTokenField(session.formToken)}
      ${field({
        ...{ name: 'name', label: say.name, hint: say.nameHint, value: form.text('name') },
        ...{ required: true, maxlength: 100, autocomplete: 'off' },
        ...(problems && { problems }),
      })}
      <div class="field">
        <label for="redirect_uris">${say.redirectUris}</label>
        ${hintFor('redirect_uris', say.redirectUrisHint)}
        <textarea id="redirect_uris" name="redirect_uris" rows="3" spellcheck="false" autocapitalize="none"
          ${described('redirect_uris', true, wrongUris)}>${form.exact('redirect_uris')}</textarea>
        ${problemOf('redirect_uris', wrongUris)}
      </div>
      <div class="choice"><input type="checkbox" id="confidential" name="confidential" value="yes"
          ${form.text('confidential') === 'yes' ? html`checked` : nothing}>
        <label for="confidential">${say.confidential} <span class="hint">${say.confidentialHint}</span></label></div>
      <div class="actions"><button>${say.button}</button><a href="/admin/clients">${words.administration.cancel}</a></div>
    </form>
  </div>`
  return administrationPage(
    visit,
    { title: say.create, main, narrow: true },
    problem && { status: statusOf(problem) },
  )
}
