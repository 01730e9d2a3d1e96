/** The log: JSON lines on standard error, without anything that opens a door (RFC 9110's credentials, cookies). */
import { type DestinationStream, destination, pino } from 'pino'
import type { Log } from '../http/index.ts'
import type { Configuration } from './configuration.ts'

const redacted = ['authorization', 'cookie', 'set-cookie', 'password', 'token', 'code', 'otp']

export function createLog(level: Configuration['log'], to: DestinationStream = destination(2)): Log {
  const paths = redacted.flatMap(name => [`["${name}"]`, `*["${name}"]`])
  return pino(
    {
      level,
      base: null,
      redact: { paths, censor: (value, path) => (isOfAnError(path) ? value : '[redacted]') },
      serializers: { error: pino.stdSerializers.err },
    },
    to,
  )
}

/** `ENOSPC` opens no door, and is what an operator looks for. */
function isOfAnError(path: readonly string[]): boolean {
  return path.join('.') === 'error.code'
}
