/** Asks the public repository for something: without any credential, at its own address and nowhere else. */
import type { Refusal } from '@latchkey/tokens'
import { rootUnknown, rootUnreachable, rootUnverified } from './refusals.ts'

export interface RootAddress {
  /** `https://repo.hex.pm`, without a slash at its end. */
  readonly address: string
  readonly fetch: typeof globalThis.fetch
  /** Milliseconds for which it may keep silent. */
  readonly patience: number
}

interface Asked {
  /** What is asked for only if it changed since. */
  readonly etag?: string | undefined
  readonly signal?: AbortSignal
}

export interface RootBody {
  readonly etag: string | undefined
  readonly size: number | undefined
  /** Throws where it breaks off or falls silent. */
  readonly chunks: AsyncIterable<Uint8Array>
}

/** Gives `unchanged` only where an `etag` was named. */
export function askRoot(
  root: RootAddress,
  path: string,
  asked: Pick<Asked, 'signal'>,
): Promise<RootBody | Refusal>
export function askRoot(
  root: RootAddress,
  path: string,
  asked: Asked & { readonly etag: string | undefined },
): Promise<RootBody | 'unchanged' | Refusal>
export async function askRoot(
  { address, fetch, patience }: RootAddress,
  path: string,
  { etag, signal }: Asked,
): Promise<RootBody | 'unchanged' | Refusal> {
  const silence = watchSilence(patience)
  const signals = signal === undefined ? [silence.signal] : [silence.signal, signal]
  silence.begin()
  let response: Response
  try {
    response = await fetch(`${address}/${path}`, {
      headers: {
        'User-Agent': 'latchkey',
        // What comes is compressed already, and verified as it comes.
        'Accept-Encoding': 'identity',
        ...(etag === undefined ? {} : { 'If-None-Match': etag }),
      },
      // Another place may be asked to answer by whoever can answer here once: never followed.
      redirect: 'manual',
      signal: AbortSignal.any(signals),
    })
  } catch {
    silence.end()
    return rootUnreachable(path, silence.signal.aborted ? 'it does not answer' : 'it cannot be reached')
  }
  const found = readHead(path, response, etag)
  if (found !== 'body' || response.body === null) {
    silence.end()
    await response.body?.cancel().catch(() => undefined)
    return found === 'body' ? rootUnverified(path, 'It is empty.') : found
  }
  const length = Number(response.headers.get('content-length') ?? Number.NaN)
  return {
    etag: response.headers.get('etag') ?? undefined,
    size: Number.isSafeInteger(length) ? length : undefined,
    chunks: heard(response.body, silence),
  }
}

function readHead(
  path: string,
  { status, headers }: Response,
  etag: string | undefined,
): 'body' | 'unchanged' | Refusal {
  const encoding = headers.get('content-encoding') ?? 'identity'
  if (status === 200 && encoding.toLowerCase() === 'identity') return 'body'
  // `fetch` undid it, and the length that is said is that of other bytes than would be passed on.
  if (status === 200) return rootUnverified(path, 'It comes in an encoding that was not asked for.')
  if (status === 304 && etag !== undefined) return 'unchanged'
  // hex.pm's store answers 403 for what it does not have.
  if (status === 404 || status === 403 || status === 410) return rootUnknown(path)
  if (status >= 300 && status < 400 && status !== 304)
    return rootUnverified(path, 'It sends elsewhere, which is not followed.')
  return rootUnreachable(path, `it answers with status ${status}`)
}

/** Silence counts until somebody reads, and then while a chunk is waited for: a slow reader is not a silent sender. */
async function* heard(body: ReadableStream<Uint8Array>, silence: Silence): AsyncIterable<Uint8Array> {
  const reader = body.getReader()
  try {
    for (;;) {
      silence.begin()
      const { done, value } = await reader.read()
      silence.end()
      if (done) return
      yield value
    }
  } finally {
    silence.end()
    await reader.cancel().catch(() => undefined)
  }
}

interface Silence {
  readonly signal: AbortSignal
  begin(): void
  end(): void
}

function watchSilence(patience: number): Silence {
  const controller = new AbortController()
  let timer: NodeJS.Timeout | undefined
  const end = () => clearTimeout(timer)
  return {
    signal: controller.signal,
    begin() {
      end()
      timer = setTimeout(() => controller.abort(new Error('The public repository fell silent.')), patience)
      timer.unref()
    },
    end,
  }
}

/** All of it, of at most `limit` bytes. */
export async function readWhole(
  { chunks }: RootBody,
  path: string,
  limit: number,
): Promise<Uint8Array | Refusal> {
  const all: Uint8Array[] = []
  let size = 0
  try {
    for await (const chunk of chunks) {
      size += chunk.length
      if (size > limit) return rootUnverified(path, `It has more than ${limit} bytes.`)
      all.push(chunk)
    }
  } catch {
    return rootUnreachable(path, 'it broke off')
  }
  return Buffer.concat(all)
}
