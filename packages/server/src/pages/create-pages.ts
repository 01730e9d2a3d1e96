/** Puts the pages together: every route behind the gate, the assets beside it, the headers over all of it. */
import { refuse } from '@latchkey/tokens'
import { type Context, Hono } from 'hono'
import { refusal } from './answers.ts'
import { serveAsset } from './assets.ts'
import { passGate } from './gate.ts'
import type { House } from './house.ts'
import { notFound } from './permission.ts'
import { routes } from './routes.ts'
import { securityHeaders } from './security-headers.ts'
import { sessionCookie } from './session-cookie.ts'

export interface Pages {
  fetch(request: Request, peer: { readonly address: string | undefined }): Promise<Response>
}

/** `report` hears of what should never happen: a page that threw. */
export function createPages(house: House & { readonly report: (error: unknown) => void }): Pages {
  const cookie = sessionCookie(house.origin)
  const headers = Object.entries(securityHeaders(house.origin))
  const app = new Hono<{ Bindings: { address: string | undefined } }>()

  app.get('/assets/*', context => serveAsset(context.req.path) ?? lost())
  for (const route of routes) {
    app.on(route.method, route.path, context =>
      passGate(
        route,
        { request: context.req.raw, parameters: parametersOf(context), address: context.env.address },
        house,
        cookie,
      ),
    )
  }
  app.notFound(lost)
  app.onError(error => {
    house.report(error)
    return refusal({ session: undefined }, broken)
  })

  return {
    async fetch(request, { address }) {
      const response = await app.fetch(request, { address })
      for (const [name, value] of headers) response.headers.set(name, value)
      return response
    },
  }
}

function parametersOf(context: Context): Readonly<Record<string, string>> {
  return context.req.param() as Record<string, string>
}

const lost = () => refusal({ session: undefined }, notFound)

const broken = refuse(
  'internal_error',
  'Something broke on our side, and nothing more is known to this page.',
  'Try again in a moment. If it stays, tell an administrator when it happened.',
)
