/** What docker asks its credential helpers, and how it is answered (docker-credential-helpers, "Development"). */
import { type Refusal, refused } from '@latchkey/tokens'
import type { Chosen } from '../registries/index.ts'
import type { HandedOut } from './hand-out.ts'
import { anyUsername } from './known.ts'
import { readPlace } from './place.ts'
import { badRequest, isPlain } from './request.ts'

/** What docker takes for "ask without a credential": these words and no others, on standard output. */
export const notFound = 'credentials not found in native keychain'

/** The server that an answer is asked for, in docker's words: `packages.example.com`, `https://packages.example.com/v2/`. */
export async function readServer(lines: AsyncIterable<string | Refusal>): Promise<string | Refusal<string>> {
  const said: string[] = []
  for await (const line of lines) {
    if (refused(line)) return line
    if (!isPlain(line)) return badRequest('holds a sign that no address has')
    said.push(line)
  }
  const [server = '', ...more] = said
  if (server === '' || more.some(line => line !== '')) return badRequest('is not the address of one server')
  return server
}

/** A server without a scheme is one that docker speaks TLS to, but where it is this machine. */
export function placesOfServer(server: string): readonly URL[] {
  const addresses = server.includes('://') ? [server] : [`https://${server}`, `http://${server}`]
  return addresses.map(readPlace).filter(place => place !== undefined)
}

/**
 * A user name and a password, and not docker's `<token>`: that would be a refresh token, which never leaves this
 * machine but to be redeemed.
 */
export function dockerAnswer(server: string, { token }: HandedOut): string {
  return `${JSON.stringify({ ServerURL: server, Username: anyUsername, Secret: token.expose() })}\n`
}

/** By server, as docker writes it, the user name. */
export function dockerList(known: readonly Chosen[]): string {
  const servers = known.map(({ registry }) => [new URL(registry).host, anyUsername] as const)
  return `${JSON.stringify(Object.fromEntries(servers))}\n`
}
