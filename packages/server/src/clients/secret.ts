/** Knowing a client by its secret, without telling by the time how much of it was right, or whether it has one. */
import { timingSafeEqual } from 'node:crypto'
import type { Secret } from '@latchkey/protocol'
import { sha256 } from '../host/index.ts'

const ofNobody = sha256('of nobody')

export function isSecretOf(hash: string | undefined, presented: Secret): boolean {
  const given = Buffer.from(sha256(presented.expose()))
  const isEqual = timingSafeEqual(given, Buffer.from(hash ?? ofNobody))
  return isEqual && hash !== undefined
}
