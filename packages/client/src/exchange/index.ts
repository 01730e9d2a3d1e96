/**
 * A key becomes an access token before it is used.
 *
 * 1. The token is kept under the name it was asked for, with which key it came from, and found there again.
 * 2. The key goes to the token endpoint alone, and is never stored.
 * 3. Once per name, across processes; whoever waited uses what the first one got.
 *
 *     const token = await exchange(registry, { key, scope: 'repositories', name: 'pypi:acme' })
 */
export type { Exchange, ExchangeOptions } from './exchange.ts'
