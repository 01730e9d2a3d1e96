/** What is said where something happened that should not have: one sentence, and nothing that may be a secret. */
import { forTerminal } from '@latchkey/protocol/command'

type Environment = Readonly<Record<string, string | undefined>>

/** Two lines for people; the stack under them where `LATCHKEY_DEBUG` is set. */
export function crashReport(problem: unknown, environment: Environment): string {
  const debugging = !['', '0', 'false'].includes(environment['LATCHKEY_DEBUG'] ?? '')
  const next = debugging ? stackOf(problem) : 'To see where: type the same with LATCHKEY_DEBUG=1 before it.'
  return forTerminal(
    `latchkey: ${redacted(sentence(problem), environment)}\n${redacted(next, environment)}\n`,
  )
}

/** What the system says of a file is the person's own; the message of anything else may quote whatever it was about. */
function sentence(problem: unknown): string {
  if (!(problem instanceof Error)) return 'Something went wrong that should not have.'
  const { code, syscall, path } = problem as NodeJS.ErrnoException
  if (code !== undefined && syscall !== undefined)
    return `The system does not let this be done: ${[code, syscall, path].filter(Boolean).join(' ')}.`
  return `Something went wrong that should not have: ${problem.name}.`
}

/** With what it came from, however deep. */
function stackOf(problem: unknown): string {
  if (!(problem instanceof Error)) return `Thrown was a ${typeof problem}.`
  const stack = problem.stack ?? problem.message
  return problem.cause === undefined ? stack : `${stack}\nFrom: ${stackOf(problem.cause)}`
}

/** By value what the environment calls a secret, by form what may be a token, a header or a password in an address. */
function redacted(text: string, environment: Environment): string {
  const values = Object.entries(environment)
    .filter(([name, value = '']) => secretName.test(name) && value.trim().length >= 4)
    .map(([, value = '']) => value.trim())
  const withoutValues = values.reduce((rest, value) => rest.replaceAll(value, hidden), text)
  return withoutValues
    .replace(/\b(bearer|basic|token)\s+\S+/gi, `$1 ${hidden}`)
    .replace(/(\/\/)[^/\s@]+@/g, `$1${hidden}@`)
    .replace(/[A-Za-z0-9_-]{32,}/g, hidden)
}

const secretName = /TOKEN|PASSWORD|PASSWD|SECRET|_KEY|AUTH/i
const hidden = '[redacted]'
