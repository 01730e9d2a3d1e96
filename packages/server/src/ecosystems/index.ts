/**
 * The families of clients: who asks in which words, and what is done for them.
 *
 * 1. Every route declares its action. It is decided before the handler runs, and again by the handler where it hangs
 *    on what stands in the body.
 * 2. The steps are the same for every ecosystem, in the same order: path, route, carrier, credential, decision, one-time
 *    code, repository, handler. An ecosystem brings routes and words, and nothing of its own that decides.
 * 3. A credential that is sent is never ignored: a bad one is refused where none would do.
 * 4. A fallback is for names that nobody here owns and for no other, and the client asks it, not this server.
 *
 *     const handle = createDispatcher(ecosystems, { ...rooms, credentials, store, upstream, uploadLimit, origin, report })
 *     const response = await handle(request)
 */
import type { Ecosystem } from './ecosystem.ts'
import { hex } from './hex/index.ts'
import { pypi } from './pypi/index.ts'

/** Every ecosystem. For another one see docs/add-an-ecosystem.md. */
export const ecosystems: readonly Ecosystem[] = [
  pypi, // twine, uv, flit, poetry, pip
  hex, // mix, rebar3, hex_core
]

export { createDispatcher, type DispatcherOptions } from './dispatcher.ts'
export type { Ecosystem } from './ecosystem.ts'
export { createFallbackOf, type FallbackOf, type Fallbacks, fallbackFor } from './fallback.ts'
export { hexDoor } from './hex/oauth-door.ts'
export {
  createSigner,
  forgetSigningKey,
  installSigner,
  knowsSigningKey,
  makeSigningKey,
  type RegistrySigner,
  readPublicKey,
} from './hex/registry/index.ts'
export { createHexRoot, type HexRoot } from './hex/root/index.ts'
export { type ImportRooms, importFile, type Outcome } from './import-file.ts'
export type { EcosystemRooms } from './rooms.ts'
export type { Route } from './route.ts'
