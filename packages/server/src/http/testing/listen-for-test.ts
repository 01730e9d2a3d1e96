/** A listener on a free port that remembers what it logged. */
import { randomBytes } from 'node:crypto'
import { onTestFinished } from 'vitest'
import { type Listener, type ListenOptions, listen } from '../listen.ts'
import type { Handler } from '../raw.ts'

export interface TestListener extends Listener {
  readonly origin: string
  readonly logged: readonly { readonly fields: object; readonly message: string }[]
}

export async function listenForTest(
  handle: Handler,
  options: Partial<ListenOptions> = {},
): Promise<TestListener> {
  const logged: { fields: object; message: string }[] = []
  const log = (fields: object, message: string) => void logged.push({ fields, message })
  const listener = await listen({
    handle,
    host: '127.0.0.1',
    port: 0,
    trustedProxies: [],
    log: { warn: log, error: log },
    random: randomBytes,
    clock: { now: Date.now, monotonic: () => performance.now() },
    uploadLimit: 64 * 1024 * 1024,
    ...options,
  })
  onTestFinished(() => listener.close(0))
  return { ...listener, origin: `http://127.0.0.1:${listener.port}`, logged }
}
