/**
 * The pages: what a person does with Latchkey that is not typing.
 *
 * 1. Every route declares whom it is for (`routes.ts`); the gate checks it, and no handler can forget to.
 * 2. Every task works without JavaScript. No inline script or style, no other host.
 * 3. What a person chose is escaped, what they typed is kept when something is wrong, passwords never.
 * 4. Pages know sessions only: an `Authorization` header is not looked at here, as a cookie is not in `api/`.
 *
 *     const pages = createPages({ accounts, sessions, ..., clock, random, origin, report })
 *     const response = await pages.fetch(request, { address: '192.0.2.7' })
 */
export type { EffectiveSetting, Health, Operation } from './administration/operation.ts'
export { createPages, type Pages } from './create-pages.ts'
export type { House } from './house.ts'
