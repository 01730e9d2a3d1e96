/** The one WebAssembly instance of this process, assembled on first use: whoever only reads tokens never pays for it. */
import { createHmac, type Hmac } from '../crypto/index.ts'
import { type Chain, createChain } from '../macaroon/index.ts'
import { createWasmEngine } from './wasm-engine.ts'

let made: { readonly hmac: Hmac; readonly chain: Chain } | undefined

export function fast(): { readonly hmac: Hmac; readonly chain: Chain } {
  if (made === undefined) {
    const hmac = createHmac(createWasmEngine())
    made = { hmac, chain: createChain(hmac) }
  }
  return made
}
