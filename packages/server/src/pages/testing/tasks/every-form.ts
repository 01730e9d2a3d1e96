/** Every form there is: what `routes.ts` lets be sent, and what only asks, which is found by looking at every page. */
import { routes } from '../../routes.ts'
import type { Furnished } from '../furnish.ts'
import type { PagesHouse } from '../house.ts'
import { lookAround } from '../look-around.ts'
import { formsIn } from '../parsed.ts'
import { routeOf } from './routes-sent.ts'

/** As tasks name them: `POST /login`, `GET /account/keys`. */
export async function everyForm(house: PagesHouse, furnished: Furnished): Promise<readonly string[]> {
  const asking = new Set<string>()
  for await (const { path, answer } of lookAround(house, furnished).pages()) {
    for (const { method, action = path } of formsIn(answer.html)) {
      if (method === 'get') asking.add(routeOf('GET', new URL(action, house.origin).pathname))
    }
  }
  const sending = routes.filter(({ method }) => method === 'POST').map(({ path }) => `POST ${path}`)
  return [...sending, ...asking]
}
