/** What one setting says of another: the origin, the certificate, the port, the mail and Hex's root have to agree. */

import { isLoopback } from '../../host/index.ts'
import type { SettingName, Values } from '../settings.ts'
import type { Found } from './find.ts'
import { type Problem, problem } from './problem.ts'

export function contradictions(values: Values, found: ReadonlyMap<SettingName, Found>): readonly Problem[] {
  const source = (name: SettingName) => found.get(name)?.source ?? name
  return [
    publicOriginInTheClear(values, source),
    halfACertificate(values, source),
    certificateWithoutHttps(values, source),
    twoPorts(values, found, source),
    mailFromNobody(values, source),
    hexRootAndItsKey(values, source),
  ].filter(each => each !== undefined)
}

type SourceOf = (name: SettingName) => string

/** Passwords, sessions and keys must not cross a network in the clear. */
function publicOriginInTheClear({ origin }: Values, source: SourceOf): Problem | undefined {
  const url = origin === undefined ? undefined : new URL(origin)
  if (url?.protocol !== 'http:' || isLoopback(url.hostname)) return undefined
  const host = url.hostname
  return problem(
    `${source('origin')} is ${origin}: passwords and keys would cross the network in the clear.`,
    `Set it to https://${host}, and put a server that speaks TLS in front (caddy reverse-proxy --from ${host} --to localhost:7420; for nginx see docs/operate/behind-nginx.md), or set LATCHKEY_CERTIFICATE and LATCHKEY_CERTIFICATE_KEY.`,
  )
}

function halfACertificate({ certificate, certificateKey }: Values, source: SourceOf): Problem | undefined {
  if ((certificate === undefined) === (certificateKey === undefined)) return undefined
  const [there, missing] =
    certificateKey === undefined
      ? (['certificate', 'LATCHKEY_CERTIFICATE_KEY'] as const)
      : (['certificateKey', 'LATCHKEY_CERTIFICATE'] as const)
  return problem(
    `${source(there)} is set without ${missing}.`,
    'Set both, or neither where another server speaks TLS.',
  )
}

function certificateWithoutHttps({ certificate, origin }: Values, source: SourceOf): Problem | undefined {
  if (certificate === undefined || !origin?.startsWith('http:')) return undefined
  return problem(
    `${source('certificate')} is set, but ${source('origin')} is ${origin}.`,
    `Set the origin to ${origin.replace('http:', 'https:')}, or unset the certificate.`,
  )
}

/** Mail servers turn away senders that are not theirs. */
function mailFromNobody({ mail, mailFrom }: Values, source: SourceOf): Problem | undefined {
  if (mail === undefined || mailFrom !== undefined) return undefined
  return problem(
    `${source('mail')} is set without LATCHKEY_MAIL_FROM.`,
    'Set it to an address that the mail server sends for: Packages of Acme <packages@example.com>.',
  )
}

/** A repository whose key is not known beforehand could be anybody's. */
function hexRootAndItsKey({ hexRoot, hexRootKey }: Values, source: SourceOf): Problem | undefined {
  if ((hexRoot === undefined) === (hexRootKey === undefined)) return undefined
  const [there, missing] =
    hexRootKey === undefined
      ? (['hexRoot', 'LATCHKEY_HEX_ROOT_KEY'] as const)
      : (['hexRootKey', 'LATCHKEY_HEX_ROOT'] as const)
  return problem(
    `${source(there)} is set without ${missing}.`,
    'Set both, the key from a place of its own, or neither: then the root is empty.',
  )
}

/** Whichever was taken, somebody would look for the server at the other. */
function twoPorts(
  { port, listen }: Values,
  found: ReadonlyMap<SettingName, Found>,
  source: SourceOf,
): Problem | undefined {
  if (found.get('port')?.source === 'default' || (listen.port ?? port) === port) return undefined
  return problem(
    `${source('port')} says port ${port}, ${source('listen')} says ${listen.port}.`,
    'Set one of them, or both to the same.',
  )
}
