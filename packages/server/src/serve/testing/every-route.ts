/** Every route of the whole server in one shape, whatever room it is declared in. */
import type { Action } from '@latchkey/tokens'
import { operations } from '../../api/operations.ts'
import { ecosystems } from '../../ecosystems/index.ts'
import { routes as pages } from '../../pages/routes.ts'

export interface EveryRoute {
  readonly room: 'ecosystem' | 'api' | 'pages'
  readonly method: string
  /** With a name after a colon for each parameter. */
  readonly path: string
  /** What a token needs; `operator` for what no token can, `anyone` for what nobody is asked about. */
  readonly action: Action | 'operator' | 'anyone'
}

export const everyRoute: readonly EveryRoute[] = [
  ...ecosystems.flatMap(({ routes }) =>
    routes.map(({ method, path, action }) => ({ room: 'ecosystem' as const, method, path, action })),
  ),
  ...operations.map(({ method, path, permission }) => ({
    room: 'api' as const,
    method: method.toUpperCase(),
    path: `/api/v1${path.replaceAll(/\{(\w+)\}/g, ':$1')}`,
    action: permission.action,
  })),
  ...pages.map(({ method, path, may }) => ({
    room: 'pages' as const,
    method,
    path,
    action: typeof may === 'object' ? may.action : may === 'administrator' ? ('operator' as const) : may,
  })),
]
