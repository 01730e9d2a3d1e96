/** Under which name the environment holds the token of one host. */
import { isPrivate } from '../http/index.ts'

/**
 * `https://packages.example.com` -> `LATCHKEY_TOKEN_PACKAGES_EXAMPLE_COM`, `http://localhost:7420` ->
 * `LATCHKEY_TOKEN_LOCALHOST_7420`. A hyphen is two underscores, so that no two hosts have the same name: otherwise
 * whoever registers `my.host.com` would be sent what is meant for `my-host.com`. Hosts for which that does not hold
 * have none, and neither has plain http beyond this machine.
 */
export function variableFor(origin: string): string | undefined {
  const url = new URL(origin)
  const labels = url.hostname.split('.')
  if (!isPrivate(url) || !labels.every(isLabel)) return undefined
  // Plain http on its own port would be the same name as https.
  const port = url.port === '' && url.protocol === 'http:' ? '80' : url.port
  const host = url.hostname.replaceAll('-', '__').replaceAll('.', '_').toUpperCase()
  return ['LATCHKEY_TOKEN', host, ...(port === '' ? [] : [port])].join('_')
}

/** `[a-z0-9]([a-z0-9-]*[a-z0-9])?`, where no capitals are. */
function isLabel(label: string): boolean {
  if (label === '' || label.startsWith('-') || label.endsWith('-')) return false
  for (const letter of label) if (!inLabels.includes(letter)) return false
  return true
}

const inLabels = 'abcdefghijklmnopqrstuvwxyz0123456789-'
