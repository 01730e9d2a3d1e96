/** Removing a client, which ends every login of it: asked for once more. */
import { refuse, refused } from '@latchkey/tokens'
import { causeOf } from '../../audit/index.ts'
import { refusal, seeOther } from '../answers.ts'
import { formTokenField } from '../layout/layout.ts'
import { html } from '../layout/markup.ts'
import type { Handler, SignedInVisit } from '../visit.ts'
import { administrationPage } from './frame.ts'

/** `GET /admin/clients/:client/remove` */
export const confirmRemovingClient: Handler<SignedInVisit> = async (visit, { clients }) => {
  const { words, session, parameters, path } = visit
  const client = await clients.find(parameters['client'] ?? '')
  if (client === undefined || client.preconfigured) return refusal(visit, unknownClient)
  const say = words.administrationClients
  const title = say.removeTitle(client.name)
  const main = html`<div class="panel stack">
    <h1>${title}</h1>
    <p>${say.removeIs}</p>
    <form class="actions" method="post" action="${path}">${formTokenField(session.formToken)}
      <button class="danger">${say.removeOne(client.name)}</button><a href="/admin/clients">${say.keep}</a></form>
  </div>`
  return administrationPage(visit, { title, main, narrow: true })
}

/** `POST` to the same. */
export const removeClient: Handler<SignedInVisit> = async (visit, { clients }) => {
  const removed = await clients.remove(visit.parameters['client'] ?? '', causeOf(visit.allowed))
  return refused(removed) ? refusal(visit, removed) : seeOther('/admin/clients?done=removed')
}

const unknownClient = refuse(
  'unknown_client',
  'There is no such client, or none that can be removed.',
  'Look at the list of clients.',
)
