/** What the endpoints of OAuth cost: asking about a token, exchanging a key, refreshing a login, a device that polls. */
import type { Comparison } from '../comparison.ts'
import type { Contestant } from '../contest.ts'
import { inTurn, load, post, type Served, serve } from '../servers/load.ts'
import type { OidcProviderUnderMeasurement } from '../servers/oidc-provider.ts'
import { introspection, oidcProviderServer, tokenRequest } from '../servers/rival.ts'
import type { OAuthUnderMeasurement } from './latchkey.ts'

export const oauth: Comparison = {
  about:
    'The endpoints of OAuth, on 32 connections, one process on SQLite; best of 10 interleaved rounds, CPU time of the server.',
  against: 'oidc-provider, introspection',
  contestants: [
    rival(
      'oidc-provider, introspection',
      'each time another of 100,000 tokens, all of them in memory',
      about => each(about.tokens, token => introspection(about, token)),
    ),
    latchkey('latchkey, introspection', 'each time another of 1,000 tokens made from keys', about =>
      each(about.tokens, token =>
        post(about.origin, '/oauth/introspect', `token=${token}`, [`Authorization: ${about.authorization}`]),
      ),
    ),
    rival(
      'oidc-provider, client_credentials',
      'a token of a client, kept in memory',
      about => () => tokenRequest(about),
    ),
    latchkey(
      'latchkey, exchange of a key',
      'each time another of 1,000 keys; a token that needs no row',
      about =>
        each(about.keys, key =>
          post(
            about.origin,
            '/oauth/token',
            `grant_type=client_credentials&client_secret=${key}&scope=repository%3Apypi%3Aacme`,
          ),
        ),
    ),
    latchkey('latchkey, refresh', 'each time another of 100,000 logins, whose row moves on', about =>
      each(about.refreshTokens, token =>
        post(
          about.origin,
          '/oauth/token',
          `grant_type=refresh_token&client_id=latchkey&refresh_token=${token}`,
        ),
      ),
    ),
    latchkey(
      'latchkey, a device that polls',
      'authorization_pending, each time another of 100,000 that wait',
      about => each(about.deviceCodes, code => poll(about, code)),
      400,
    ),
  ],
}

type Requests<About> = (about: About) => () => string

let server: Promise<Served<OAuthUnderMeasurement>> | undefined

function latchkey(
  name: string,
  includes: string,
  requests: Requests<OAuthUnderMeasurement>,
  status: 200 | 400 = 200,
): Contestant {
  return {
    name,
    includes,
    async start() {
      server ??= serve<OAuthUnderMeasurement>(new URL('latchkey.ts', import.meta.url))
      const { program, about } = await server
      return load(program, about.origin, requests(about), status)
    },
  }
}

function rival(name: string, includes: string, requests: Requests<OidcProviderUnderMeasurement>): Contestant {
  return {
    name,
    includes,
    async start() {
      const rival = await oidcProviderServer()
      if ('missing' in rival) return rival
      return load(rival.program, rival.about.origin, requests(rival.about))
    },
  }
}

function each(texts: readonly string[], request: (text: string) => string): () => string {
  const next = inTurn(texts)
  return () => request(next())
}

function poll({ origin }: OAuthUnderMeasurement, code: string): string {
  const grant = encodeURIComponent('urn:ietf:params:oauth:grant-type:device_code')
  const form = `grant_type=${grant}&client_id=latchkey&device_code=${encodeURIComponent(code)}`
  return post(origin, '/oauth/token', form)
}
