/** Writing behind: one write at a time, and none where nothing waits. */

/** `write` never throws; what it could not write waits for the next. */
export function flushing(waits: () => boolean, write: () => Promise<void>): () => Promise<void> {
  let writing: Promise<void> | undefined
  return async () => {
    await writing
    if (!waits()) return
    writing = write().finally(() => {
      writing = undefined
    })
    await writing
  }
}
