/** A body that is looked at before it is taken in: its beginning is read, and then all of it once more. */

export interface Peeked {
  /** As much of it as is read is remembered. */
  readonly beginning: AsyncIterable<Uint8Array>
  /** What was read, and then the rest. To be asked for once `beginning` is no longer read. */
  whole(): AsyncGenerator<Uint8Array>
}

export function peek(body: AsyncIterable<Uint8Array>): Peeked {
  const chunks = body[Symbol.asyncIterator]()
  const seen: Uint8Array[] = []
  const next = async (): Promise<IteratorResult<Uint8Array>> => {
    const result = await chunks.next()
    if (result.done) return result
    // The body takes the memory of a chunk back when the next one is asked for.
    const value = result.value.slice()
    seen.push(value)
    return { done: false, value }
  }
  return {
    // Nothing is closed where somebody stops reading: the rest is still wanted.
    beginning: { [Symbol.asyncIterator]: () => ({ next }) },
    async *whole() {
      for (let chunk = seen.shift(); chunk !== undefined; chunk = seen.shift()) yield chunk
      for (let result = await chunks.next(); !result.done; result = await chunks.next()) yield result.value
    },
  }
}
