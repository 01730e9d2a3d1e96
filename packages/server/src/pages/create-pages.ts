/** Puts the pages together: every route behind the gate, the assets beside it, the headers over all of it. */
import type { Refusal } from '@latchkey/tokens'
import { type Context, Hono } from 'hono'
import { newId } from '../host/index.ts'
import type { FetchContext } from '../http/index.ts'
import { refusal, seeOther } from './answers.ts'
import { serveAsset } from './assets.ts'
import { chooseLanguage } from './catalogue/index.ts'
import { brokenPage, unavailablePage } from './failures.ts'
import { type Knock, passGate } from './gate.ts'
import type { House } from './house.ts'
import { languageCookie } from './language/language-cookie.ts'
import { localPath } from './local-path.ts'
import { notFound } from './permission.ts'
import { get, type Route } from './route.ts'
import { routes } from './routes.ts'
import { secured, securityHeaders } from './security-headers.ts'
import { askedCookie, sessionCookie } from './session-cookie.ts'

export interface Pages {
  fetch(request: Request, context: Pick<FetchContext, 'address'> & Partial<FetchContext>): Promise<Response>
}

interface Environment {
  Bindings: FetchContext
}

/** What is done where a page threw. */
export interface PageFailures {
  /** Hears of what should never happen, and the number that its visitor was told. */
  readonly report: (error: unknown, request: string) => void
  /** The refusal for what passes by itself, such as a database that is gone. */
  readonly unavailability?: (error: unknown) => Refusal | undefined
}

export function createPages(house: House & PageFailures): Pages {
  const cookie = sessionCookie(house.origin)
  const asked = askedCookie(house.origin)
  const language = languageCookie(house.origin)
  const headers = securityHeaders(house.origin)
  const wordsFor = (request: Request) =>
    chooseLanguage(language.read(request), request.headers.get('accept-language'))
  const open = (context: Context<Environment>, route: Route) =>
    passGate(
      route,
      { ...knockOf(context, route), words: wordsFor(context.req.raw), asked: asked.read(context.req.raw) },
      house,
      cookie,
    )
  const app = new Hono<Environment>()

  app.get('/assets/*', context => serveAsset(context.req.path) ?? context.notFound())
  for (const route of routes) {
    app.on(route.method, route.path, context => open(context, route))
  }
  // Whoever opens an address again that a form was sent to is shown where the form stands.
  for (const { path } of routes.filter(each => !shown.has(each.path))) {
    app.get(path, ({ req }) => seeOther(shownAbove(path, new URL(req.url).pathname)))
  }
  app.notFound(context => open(context, anythingElse))
  app.onError((error, { req }) => {
    const id = newId(house.random)
    house.report(error, id)
    const { pathname, search } = new URL(req.url)
    const again = req.method === 'GET' ? localPath(`${pathname}${search}`) : undefined
    const failed = { words: wordsFor(req.raw), again }
    const passing = house.unavailability?.(error)
    return passing === undefined ? brokenPage(failed, id) : unavailablePage(failed, passing)
  })

  return {
    async fetch(request, { address, note = () => {} }) {
      note({ via: 'pages' })
      return secured(await app.fetch(request, { address, note }), headers)
    },
  }
}

function knockOf({ req, env }: Context<Environment>, route: Route): Omit<Knock, 'words' | 'asked'> {
  const { pathname, search } = new URL(req.url)
  return {
    request: req.raw,
    parameters: req.param() as Record<string, string>,
    ...{ address: env.address, note: env.note },
    returnTo: shown.has(route.path) ? `${pathname}${search}` : shownAbove(route.path, pathname),
  }
}

/** The paths that can be looked at. A posted form is not posted again after signing in; the page that it stands on is opened. */
const shown: ReadonlySet<string> = new Set(
  routes.filter(({ method }) => method === 'GET').map(({ path }) => path),
)

/** The nearest path above that of a route at which there is something to look at. */
function shownAbove(route: string, pathname: string): string {
  const parts = route.split('/')
  while (parts.length > 1 && !shown.has(parts.join('/'))) parts.pop()
  return pathname.split('/').slice(0, parts.length).join('/') || '/'
}

/** Every path that no route has. */
const anythingElse = get('*', 'anyone', visit => refusal(visit, notFound))
