/** The rival of what a server answers: `oidc-provider`, one process for all rows of a comparison. */
import { existsSync } from 'node:fs'
import { post, type Served, serve } from './load.ts'
import type { OidcProviderUnderMeasurement } from './oidc-provider.ts'

const rivals = new Map<string, Promise<Served<OidcProviderUnderMeasurement>>>()

export async function oidcProviderServer(
  rowsOn: 'memory' | 'sqlite' = 'memory',
): Promise<Served<OidcProviderUnderMeasurement> | { readonly missing: string }> {
  if (!existsSync(new URL('../node_modules/oidc-provider/', import.meta.url)))
    return { missing: 'npm ci --prefix bench' }
  const rival =
    rivals.get(rowsOn) ??
    serve<OidcProviderUnderMeasurement>(new URL('oidc-provider.ts', import.meta.url), [rowsOn])
  rivals.set(rowsOn, rival)
  return rival
}

/** RFC 7662, 2.1. The rival is quicker where it is told of what kind a token is. */
export function introspection(
  { origin, authorization }: OidcProviderUnderMeasurement,
  token: string,
  hint: '' | '&token_type_hint=client_credentials' = '&token_type_hint=client_credentials',
): string {
  const form = `token=${token}${hint}`
  return post(origin, '/token/introspection', form, [`Authorization: ${authorization}`])
}

/** RFC 6749, 4.4. */
export function tokenRequest({ origin, authorization }: OidcProviderUnderMeasurement): string {
  return post(origin, '/token', 'grant_type=client_credentials&scope=read', [
    `Authorization: ${authorization}`,
  ])
}
