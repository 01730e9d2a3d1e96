/** Answers a request that came before as it was answered then: it is counted anew, and not decided anew. */
import { refused } from '@latchkey/tokens'
import { endOf } from '../access/index.ts'
import { type Clock, sha256 } from '../host/index.ts'
import type { Handler, Notes, RawRequest, RawResponse } from '../http/index.ts'
import type { Answers, Epoch } from '../storage/index.ts'
import type { Credentials } from './credentials.ts'
import { type Ground, groundOf } from './made-of-rows.ts'
import { createSeenBefore } from './seen-before.ts'

export interface RememberRequestsOptions {
  readonly credentials: Pick<Credentials, 'use'>
  readonly answers: Pick<Answers, 'now' | 'last'>
  readonly epoch: Epoch
  readonly clock: Clock
}

/** An answer that was made of rows, with what is to be done and told each time that it is given. */
interface Remembered extends RawResponse, Ground {
  readonly noted: Notes
  /** Milliseconds since 1970. */
  readonly from: number
  readonly until: number
}

/**
 * The same handler, with a memory before it of what it marked as made of rows. Nothing of a request is taken to be without
 * meaning: only the same head and body from the same address are the same request. One that comes for the second time is
 * kept, and answered again in the epoch in which it was decided, while nobody writes anything, and until its credential ends (docs/decisions/022). The memory holds
 * neither head nor body: a request is known by its SHA-256.
 */
export function rememberRequests(handle: Handler, options: RememberRequestsOptions): Handler {
  const { credentials, answers, epoch, clock } = options
  const seenBefore = createSeenBefore()

  /** Nothing while nobody confirms that what was allowed still is, and for a body that is long or still on its way. */
  function nameOf(request: RawRequest, body: Uint8Array | undefined): string | undefined {
    const confirmed = epoch.confirmed()
    if (confirmed === undefined || body === undefined || body.byteLength > longestBody) return undefined
    const { method, target, address, headers } = request
    // Nothing in a head holds a line break, and no header is without a name: none can be read as another.
    const text = `${method} ${target}\n${address}\n${headers.text}\n\n${textOf(body)}`
    return `${confirmed} ${sha256(text)}`
  }

  async function holds({ from, until, answers: of }: Remembered): Promise<boolean> {
    const now = clock.now()
    if (now < from || until <= now) return false
    try {
      return of === (await answers.now())
    } catch {
      // That the database is gone is for the handler to find out, and to tell in its own words.
      return false
    }
  }

  function remember(name: string, { noted }: RawRequest, answer: RawResponse): void {
    const ground = groundOf(answer)
    // Whoever asks once, with one key after the other, would drive out what others ask for again and again.
    if (ground === undefined || !seenBefore(digestIn(name))) return
    const { credential } = ground
    const end = credential.kind === 'token' ? endOf(credential) : undefined
    const until = end === undefined ? Number.POSITIVE_INFINITY : end * 1000
    const remembered: Remembered = { ...answer, ...ground, noted: { ...noted }, from: clock.now(), until }
    ground.answers.keep(name, remembered)
  }

  return async request => {
    const name = nameOf(request, request.hasBody ? await request.arrived() : noBody)
    const known = name === undefined ? undefined : (answers.last(name) as Remembered | undefined)
    if (known !== undefined && (await holds(known))) {
      const counted = known.count?.() ?? credentials.use(known.credential, originOf(request))
      // Whoever asks too often is told so by the handler, in the words of its clients.
      if (!refused(counted)) {
        request.note(known.noted)
        return known
      }
    }
    const answer = await handle(request)
    if (name !== undefined) remember(name, request, answer)
    return answer
  }
}

const noBody = new Uint8Array()

/** A request is the same request in every epoch. */
function digestIn(name: string): string {
  return name.slice(name.indexOf(' ') + 1)
}

/** Bytes: a form of a few parameters. */
const longestBody = 4096

/** A character a byte. */
function textOf({ buffer, byteOffset, byteLength }: Uint8Array): string {
  return byteLength === 0 ? '' : Buffer.from(buffer, byteOffset, byteLength).toString('latin1')
}

function originOf({ address, headers }: RawRequest) {
  return { address, userAgent: headers.all('user-agent')[0] }
}
