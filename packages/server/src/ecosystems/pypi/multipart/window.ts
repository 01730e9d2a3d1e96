/** A window that moves over a stream: as much of it in memory as is being looked at. */
import { MalformedForm } from './malformed-form.ts'

export interface Window {
  /** Whether these bytes come next. If so they are taken. */
  takes(bytes: Buffer): Promise<boolean>
  /** What comes before `end`, and takes both; `undefined` where that is more than `limit` bytes. */
  upTo(end: Buffer, limit: number): Promise<Buffer | undefined>
  /** What comes before `end`, as it comes; then takes `end`. A piece is good until the next is asked for. */
  until(end: Buffer): AsyncGenerator<Uint8Array>
  /** Waits for the end of the stream: whether nothing comes before it, or `bytes` alone. */
  endsWithin(bytes: Buffer): Promise<boolean>
}

/** Each method throws `MalformedForm` where the stream ends before what it waits for. */
export function createWindow(stream: AsyncIterable<Uint8Array>): Window {
  const chunks = stream[Symbol.asyncIterator]()
  let seen: Buffer = Buffer.alloc(0)

  /** A chunk is good until the next is asked for, so what is still to be looked at is copied before. */
  async function nextChunk(): Promise<Buffer> {
    seen = Buffer.from(seen)
    const { done, value } = await chunks.next()
    if (done === true) throw new MalformedForm('The form breaks off before its end.')
    return Buffer.from(value.buffer, value.byteOffset, value.byteLength)
  }

  async function see(): Promise<void> {
    const chunk = await nextChunk()
    seen = Buffer.concat([seen, chunk])
  }

  function take(length: number): Buffer {
    const taken = seen.subarray(0, length)
    seen = seen.subarray(length)
    return taken
  }

  return {
    async takes(bytes) {
      while (seen.length < bytes.length) await see()
      const next = seen.subarray(0, bytes.length).equals(bytes)
      if (next) take(bytes.length)
      return next
    },
    async upTo(end, limit) {
      let at = seen.indexOf(end)
      while (at < 0 && seen.length <= limit) {
        await see()
        at = seen.indexOf(end)
      }
      if (at < 0 || at > limit) return undefined
      const before = take(at)
      take(end.length)
      return before
    },
    async *until(end) {
      const edge = end.length - 1
      for (;;) {
        const at = seen.indexOf(end)
        if (at >= 0) {
          yield take(at)
          take(end.length)
          return
        }
        // A piece of `end` may stand at the edge of what was seen.
        yield take(Math.max(seen.length - edge, 0))
        const chunk = await nextChunk()
        const joint = Buffer.concat([seen, chunk.subarray(0, edge)])
        const fits = chunk.length >= edge && joint.indexOf(end) < 0
        // A large chunk is passed on as it is; only where `end` lies across its edge it is joined with what came before.
        if (fits) yield seen
        seen = fits ? chunk : Buffer.concat([seen, chunk])
      }
    },

    async endsWithin(bytes) {
      while (seen.length <= bytes.length) {
        const { done, value } = await chunks.next()
        if (done === true) return seen.length === 0 || seen.equals(bytes)
        seen = Buffer.concat([seen, value])
      }
      return false
    },
  }
}
