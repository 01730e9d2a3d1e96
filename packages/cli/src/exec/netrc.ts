/** A file of credentials by host, which pip and uv read where `NETRC` says. */
import type { Secret } from '@latchkey/protocol'

/**
 * By host alone: that is all that a netrc knows. The token itself says at which origin it is good. Preferred to an
 * address with a password in it, which pip hands on as an argument where it builds what it installs.
 */
export function netrc(address: string, token: Secret): string {
  return `machine ${new URL(address).hostname} login __token__ password ${token.expose()}\n`
}
