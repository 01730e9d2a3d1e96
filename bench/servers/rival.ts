/** The rival of what a server answers: `oidc-provider`, one process for all rows of a comparison. */
import { existsSync } from 'node:fs'
import { post, type Served, serve } from './load.ts'
import type { OidcProviderUnderMeasurement } from './oidc-provider.ts'

let rival: Promise<Served<OidcProviderUnderMeasurement>> | undefined

export async function oidcProviderServer(): Promise<
  Served<OidcProviderUnderMeasurement> | { readonly missing: string }
> {
  if (!existsSync(new URL('../node_modules/oidc-provider/', import.meta.url)))
    return { missing: 'npm ci --prefix bench' }
  rival ??= serve<OidcProviderUnderMeasurement>(new URL('oidc-provider.ts', import.meta.url))
  return rival
}

export function introspection(
  { origin, authorization }: OidcProviderUnderMeasurement,
  token: string,
): string {
  const form = `token=${token}&token_type_hint=client_credentials`
  return post(origin, '/token/introspection', form, [`Authorization: ${authorization}`])
}

/** RFC 6749, 4.4. */
export function tokenRequest({ origin, authorization }: OidcProviderUnderMeasurement): string {
  return post(origin, '/token', 'grant_type=client_credentials&scope=read', [
    `Authorization: ${authorization}`,
  ])
}
