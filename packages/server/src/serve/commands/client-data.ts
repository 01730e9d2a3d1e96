/** A client as `--json` shows it: without its secret, which nobody has any more. */
import type { Client } from '../../clients/index.ts'

export function clientData({ id, name, kind, redirectUris, preconfigured }: Client) {
  return { id, name, kind, redirectUris, preconfigured }
}
