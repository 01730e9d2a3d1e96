/**
 * What macaroons are made of, in plain JavaScript that loads anywhere: HMAC-SHA-256 and sealed boxes.
 *
 * Laws: comparing and opening take the same time whatever the bytes are; randomness is handed in.
 *
 *     const hmac = createHmac(createEngine())
 *     hmac.sign(hmac.prepare(key), message)
 *     hmac.equals(signature)
 */
export { createHmac, type Hmac, type HmacKey } from './hmac.ts'
export { open, seal } from './sealed-box.ts'
export {
  createEngine,
  digestPadding,
  type Engine,
  initialState,
  innerPad,
  outerPad,
  roundConstants,
} from './sha256.ts'
