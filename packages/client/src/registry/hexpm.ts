/** hex.pm, by configuration alone: forms in, JSON out, a code in a header, keys without `Bearer`. */
import { withoutSlashesAtEnd } from '@latchkey/protocol'
import { refused } from '@latchkey/tokens'
import { placeOf, readAddress } from '../http/index.ts'
import type { Profile } from './registry.ts'

export interface HexpmOptions {
  /** The client id that hex.pm gave to the tool that embeds this. */
  readonly clientId: string
  /** `https://hex.pm/api` unless told. */
  readonly api?: string
  /** `https://repo.hex.pm` unless told. */
  readonly repository?: string
}

export function hexpm({
  clientId,
  api = 'https://hex.pm/api',
  repository = 'https://repo.hex.pm',
}: HexpmOptions): Profile {
  return () => {
    const home = placeOf(api)
    if (refused(home)) return home
    const files = readAddress(repository)
    if (refused(files)) return files
    const oauth = `${withoutSlashesAtEnd(api)}/oauth`
    return {
      name: 'hexpm',
      origin: home.origin,
      api: { url: `${withoutSlashesAtEnd(api)}/`, trusted: true },
      clientId,
      deviceNameParameter: 'name',
      loginScopes: ['api', 'repositories'],
      exchangeScopes: ['repositories'],
      bareKeys: true,
      identity: 'users/me',
      codes: { kind: 'header', name: 'x-hex-otp' },
      async endpoints() {
        return {
          issuer: home.origin,
          token: `${oauth}/token`,
          deviceAuthorization: `${oauth}/device_authorization`,
          revocation: `${oauth}/revoke`,
        }
      },
      place(name) {
        const found = /^hexpm(?::([a-z0-9_-]+))?$/.exec(name)
        if (found === null) return undefined
        const path = found[1] === undefined ? '/' : `/repos/${found[1]}/`
        return { url: `${withoutSlashesAtEnd(repository)}${path}`, trusted: true }
      },
    }
  }
}
