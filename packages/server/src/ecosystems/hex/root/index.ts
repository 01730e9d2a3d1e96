/**
 * The root of `/hex/repo`: empty, or another, public Hex repository (`hexpm`), so that a client needs no other.
 *
 * 1. Nothing of it is passed on before its signature, its repository and its package were found right.
 * 2. No credential ever goes there, and no other place is asked, whatever it says.
 * 3. What cannot be had or believed is refused with the reason, and never replaced by something older. Nobody signs
 *    for documentation, so none is passed on.
 *
 *     const root = createHexRoot({ address, key, repository: 'hexpm', signer, fetch, patience: 10_000 })
 *     const resource = await root.resource('packages/jason')
 */
export { createHexRoot, type HexRootOptions } from './create-hex-root.ts'
export type { HexRoot } from './hex-root.ts'
export { rootRoutes } from './routes.ts'
