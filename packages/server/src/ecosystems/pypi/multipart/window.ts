/** A window that moves over a stream: as much of it in memory as is being looked at. */
import { MalformedForm } from './malformed-form.ts'

export interface Window {
  /** Whether these bytes come next. If so they are taken. */
  takes(bytes: Buffer): Promise<boolean>
  /** What comes before `end`, and takes both; `undefined` where that is more than `limit` bytes. */
  upTo(end: Buffer, limit: number): Promise<Buffer | undefined>
  /** What comes before `end`, as it comes; then takes `end`. */
  until(end: Buffer): AsyncGenerator<Uint8Array>
}

/** Each method throws `MalformedForm` where the stream ends before what it waits for. */
export function createWindow(stream: AsyncIterable<Uint8Array>): Window {
  const chunks = stream[Symbol.asyncIterator]()
  let seen = Buffer.alloc(0)

  async function see(): Promise<void> {
    const { done, value } = await chunks.next()
    if (done === true) throw new MalformedForm('The form breaks off before its end.')
    seen = Buffer.concat([seen, value])
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
      for (;;) {
        const at = seen.indexOf(end)
        // A piece of `end` may stand at the edge of what was seen.
        const before = at < 0 ? seen.length - end.length + 1 : at
        if (before > 0) yield take(before)
        if (at >= 0) {
          take(end.length)
          return
        }
        await see()
      }
    },
  }
}
