/** The body of an answer, which ends: by itself, by its size, by its silence, or because it took too long. */
import { refused } from '@latchkey/tokens'
import { type AuthError, authError } from '../errors.ts'
import type { Clock } from '../machine.ts'

/** What reading a body throws where it did not come to its end: a stream has no other way to say so. */
export class BodyInterrupted extends Error {
  readonly refusal: AuthError<'answer_too_large' | 'timed_out' | 'offline'>

  constructor(refusal: BodyInterrupted['refusal']) {
    super(refusal.message)
    this.name = 'BodyInterrupted'
    this.refusal = refusal
  }
}

export interface Bounds {
  readonly host: string
  readonly maximumBytes: number
  /** Milliseconds between two pieces. */
  readonly timeout: number
  /** By the monotonic clock: when all of it must have come. */
  readonly endsAt: number
  readonly clock: Pick<Clock, 'sleep' | 'monotonic'>
  /** Ends the connection. */
  readonly abort: () => void
}

export function bounded(body: ReadableStream<Uint8Array>, bounds: Bounds): ReadableStream<Uint8Array> {
  const { host, maximumBytes, timeout, endsAt, clock, abort } = bounds
  const reader = body.getReader()
  let left = maximumBytes
  const fail = (refusal: BodyInterrupted['refusal']): never => {
    abort()
    throw new BodyInterrupted(refusal)
  }
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const piece = await nextPiece(reader, Math.min(timeout, endsAt - clock.monotonic()), clock)
        if (refused(piece)) return fail(interrupted(host, piece))
        if (piece.done) return controller.close()
        left -= piece.value.byteLength
        if (left < 0) return fail(tooLarge(host, maximumBytes))
        controller.enqueue(piece.value)
      },
      cancel: reason => reader.cancel(reason),
    },
    { highWaterMark: 0 },
  )
}

/** Why waiting for something ends that came: handed in, as making an error with its stack takes longer than all else here. */
export const over = Symbol('it came')

type Piece = Awaited<ReturnType<ReadableStreamDefaultReader<Uint8Array>['read']>>

async function nextPiece(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  timeout: number,
  clock: Pick<Clock, 'sleep'>,
): Promise<Piece | AuthError<'timed_out' | 'offline'>> {
  if (timeout <= 0) return silent
  const patience = new AbortController()
  const silence = clock.sleep(timeout, patience.signal).then(() => silent)
  try {
    return await Promise.race([reader.read(), silence])
  } catch (problem) {
    return authError('offline', 'The connection broke.', 'Try again.', problem)
  } finally {
    patience.abort(over)
  }
}

const silent = authError('timed_out', 'Nothing more came.', 'Try again.')

function interrupted(host: string, { code, cause }: AuthError<'timed_out' | 'offline'>) {
  const what = code === 'offline' ? 'broke off in the middle' : 'did not come to its end in time'
  return authError(code, `The answer of ${host} ${what}.`, 'Try again.', cause)
}

function tooLarge(host: string, maximum: number) {
  return authError(
    'answer_too_large',
    `The answer of ${host} is larger than the ${maximum} bytes that are read of it.`,
    'Look at whether this is the right address; a proxy or a sign-in page of the network may have answered.',
  )
}
