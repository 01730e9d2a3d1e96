/**
 * A key becomes an access token before it is used.
 *
 * 1. The token is kept under the name it was asked for, and found there again: one exchange for many runs.
 * 2. The key goes to the token endpoint alone, and is never kept.
 * 3. Once at a time per name, across processes; whoever waited uses what the first one got.
 * 4. What cannot be exchanged is not sent as it is.
 *
 *     const exchange = createExchange(house)
 *     const token = await exchange({ key, name: 'pypi:acme' })
 */
export { createExchange, type Exchange, type ExchangeOptions } from './exchange.ts'
