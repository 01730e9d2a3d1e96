/** What every ecosystem refuses alike. */
import { refuse } from '@latchkey/tokens'
import type { Ecosystem } from './ecosystem.ts'

export const unknownEcosystem = refuse('unknown_path', 'There is nothing at this path.', 'Check the address.')

export function unknownPath({ name, routes }: Ecosystem) {
  const paths = new Set(routes.map(({ path }) => path.replace(/:(\w+)/g, '<$1>')))
  return refuse('unknown_path', `${name} has nothing at this path.`, `Known are ${[...paths].join(', ')}.`)
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
