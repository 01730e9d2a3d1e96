/** What every ecosystem refuses alike. */
import { refuse } from '@latchkey/tokens'
import type { Ecosystem } from './ecosystem.ts'

export const unknownEcosystem = refuse('unknown_path', 'There is nothing at this path.', 'Check the address.')

export function unknownPath({ name, routes }: Ecosystem) {
  const paths = [...new Set(routes.map(({ path }) => path.replace(/:(\w+)/g, '<$1>')))]
  const shown = paths.length > mostPaths ? [...new Set(paths.map(beginning))] : paths
  return refuse('unknown_path', `${name} has nothing at this path.`, `Known are ${shown.join(', ')}.`)
}

/** Of an ecosystem with more than these, only how its paths begin is said. */
const mostPaths = 12

function beginning(path: string): string {
  return `${path.split('/').slice(0, 3).join('/')}/...`
}

export function methodNotAllowed(allowed: string) {
  return refuse('method_not_allowed', 'This path does not take that method.', `It takes ${allowed}.`)
}

export function unknownRepository({ name }: Ecosystem) {
  return refuse(
    'unknown_repository',
    `This organization has no ${name} repository.`,
    'Ask one of its owners.',
  )
}

export const internalError = refuse(
  'internal_error',
  'Something broke on the side of the server.',
  'Try again in a moment. If it stays, tell an administrator when it happened.',
)
