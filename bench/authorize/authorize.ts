/** What a request with a key costs: one that is known, and one that was never seen before. */
import type { Comparison } from '../comparison.ts'
import type { Contestant } from '../contest.ts'
import { inTurn, lengthOfAnswer, load, type Served, serve } from '../servers/load.ts'
import { introspection, oidcProviderServer } from '../servers/rival.ts'
import type { LatchkeyUnderMeasurement } from './latchkey.ts'

const page = '/pypi/acme/simple/widget/'
const validate = '/api/v1/validate'

export const authorize: Comparison = {
  about:
    'A request with a key, on 32 connections, one process on SQLite; best of 10 interleaved rounds, CPU time of the server.',
  against: 'node:http',
  contestants: [
    bare(),
    latchkey('page, known key', `${page} as JSON, 3 files; the key was used before`, page, known),
    latchkey('validate, known key', `${validate}; the key was used before`, validate, known),
    latchkey('page, first sight', `${page}; each time another of 100,000 keys`, page, unknown(0)),
    latchkey(
      'validate, first sight',
      `${validate}; each time another of 100,000 keys`,
      validate,
      unknown(100_000),
    ),
    oidcProvider('sqlite'),
    oidcProvider('memory'),
  ],
}

/** One server for all of them, started by the first. */
let server: Promise<Served<LatchkeyUnderMeasurement>> | undefined

function latchkeyServer() {
  server ??= serve<LatchkeyUnderMeasurement>(new URL('latchkey.ts', import.meta.url))
  return server
}

function latchkey(
  name: string,
  includes: string,
  path: string,
  tokens: (server: LatchkeyUnderMeasurement) => () => string,
): Contestant {
  return {
    name,
    includes,
    async start() {
      const { program, about } = await latchkeyServer()
      const next = tokens(about)
      return load(program, about.origin, () => request(about.origin, path, next()))
    },
  }
}

function bare(): Contestant {
  return {
    name: 'node:http',
    includes: 'nothing but createServer and an answer as long as that page',
    async start() {
      const { about } = await latchkeyServer()
      const length = await lengthOfAnswer(about.origin, request(about.origin, page, about.token))
      const { program, about: bare } = await serve<{ origin: string }>(new URL('bare.ts', import.meta.url), [
        String(length),
      ])
      return load(program, bare.origin, () => request(bare.origin, page, about.token))
    },
  }
}

/** As it is asked by who knows as little as we do, and at its very best. */
function oidcProvider(rowsOn: 'memory' | 'sqlite'): Contestant {
  const atBest = rowsOn === 'memory'
  return {
    name: atBest ? 'oidc-provider, at best' : 'oidc-provider',
    includes: atBest
      ? 'the same with all tokens in memory, each with a hint of what it is'
      : 'introspection (RFC 7662); each time another of 100,000 tokens on SQLite; nothing is written behind',
    async start() {
      const rival = await oidcProviderServer(rowsOn)
      if ('missing' in rival) return rival
      const { program, about } = rival
      const next = inTurn(about.tokens)
      return load(program, about.origin, () =>
        atBest ? introspection(about, next()) : introspection(about, next(), ''),
      )
    },
  }
}

function known({ token }: LatchkeyUnderMeasurement) {
  return () => token
}

/** Each has 100,000 of its own, so that neither is shown what the other was. */
function unknown(from: number) {
  return ({ tokens }: LatchkeyUnderMeasurement) => inTurn(tokens, from)
}

function request(origin: string, path: string, token: string): string {
  const lines = [
    ...[`GET ${path} HTTP/1.1`, `Host: ${new URL(origin).host}`, `Authorization: Bearer ${token}`],
    ...['User-Agent: pip/24.0', 'Accept: application/vnd.pypi.simple.v1+json'],
  ]
  return `${lines.join('\r\n')}\r\n\r\n`
}
