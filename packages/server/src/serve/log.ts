/** The log: JSON lines on standard error, without anything that opens a door (RFC 9110's credentials, cookies). */
import { destination, pino } from 'pino'
import type { Log } from '../http/index.ts'
import type { Configuration } from './configuration.ts'

const redacted = ['authorization', 'cookie', 'set-cookie', 'password', 'token', 'code', 'otp']

export function createLog(level: Configuration['log']): Log {
  const paths = redacted.flatMap(name => [`["${name}"]`, `*["${name}"]`])
  return pino(
    {
      level,
      base: null,
      redact: { paths, censor: '[redacted]' },
      serializers: { error: pino.stdSerializers.err },
    },
    destination(2),
  )
}
