/** What templates are made of. Everything put into an `html` template is escaped unless it is markup itself. */
import { html } from 'hono/html'

export { html } from 'hono/html'

export type Markup = ReturnType<typeof html>

export const nothing: Markup = html``
