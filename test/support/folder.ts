/** Empty folders that go away. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface EmptyFolder extends AsyncDisposable {
  readonly path: string
}

/** `await using folder = emptyFolder()` removes it, whatever happens, when the block is left. */
export function emptyFolder(): EmptyFolder {
  const path = mkdtempSync(join(tmpdir(), 'latchkey-'))
  return {
    path,
    [Symbol.asyncDispose]: async () => rmSync(path, { recursive: true, force: true, maxRetries: 5 }),
  }
}
