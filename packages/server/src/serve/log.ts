/** The log: JSON lines on standard error, without anything that opens a door (RFC 9110's credentials, cookies). */
import { forTerminal } from '@latchkey/protocol/command'
import { type DestinationStream, destination, pino } from 'pino'
import type { Log } from '../http/index.ts'
import type { Configuration } from './configuration.ts'
import type { InfoLog } from './log-requests.ts'
import { redactLine } from './redact.ts'

const redacted = ['authorization', 'cookie', 'set-cookie', 'password', 'token', 'code', 'otp']

export function createLog(
  level: Configuration['log'],
  to: DestinationStream = destination(2),
): Log & InfoLog {
  const paths = redacted.flatMap(name => [`["${name}"]`, `*["${name}"]`])
  const options = { level, base: null, hooks: { streamWrite: redactLine } }
  const log = pino(
    {
      ...options,
      redact: { paths, censor: '[redacted]' },
      serializers: { error: withItsCode },
      // Whoever follows the log sees what others wrote, and their terminal obeys none of it.
      hooks: { streamWrite: line => forTerminal(redactLine(line)) },
    },
    to,
  )
  // Looking through the fields costs ten times the line; those of a request are the same few each time, and HTTP lets
  // nothing but visible ASCII into them (RFC 9112 section 3.2).
  const plain = pino(options, to)
  return {
    warn: (fields, message) => log.warn(fields, message),
    error: (fields, message) => log.error(fields, message),
    informs: plain.isLevelEnabled('info'),
    info: (fields, message) => plain.info(fields, message),
  }
}

/** Under a name of its own: `ENOSPC` is what an operator looks for, and any other `code` may be a one-time code. */
function withItsCode(error: unknown): unknown {
  if (!(error instanceof Error)) return error
  const code = 'code' in error ? { errorCode: error.code } : {}
  return { ...pino.stdSerializers.err(error), ...code }
}
