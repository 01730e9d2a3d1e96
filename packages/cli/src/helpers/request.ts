/** What a program says to a helper: of bounded length, in UTF-8, with no sign in it that could begin another line. */
import { decodeUtf8, type Refusal, refuse } from '@latchkey/tokens'

/** Bytes, of the whole input. None of the protocols comes near it. */
const limit = 65_536

/** A line at a time, without its end; what follows the last end is a line too. Ends with the first refusal. */
export async function* readLines(
  pieces: AsyncIterable<Uint8Array>,
): AsyncGenerator<string | Refusal<'bad_request'>, void> {
  let size = 0
  let begun: Buffer | undefined
  for await (const piece of pieces) {
    size += piece.byteLength
    if (size > limit) return yield tooLong
    begun =
      begun === undefined
        ? Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength)
        : Buffer.concat([begun, piece])
    for (let end = begun.indexOf('\n'); end !== -1; end = begun.indexOf('\n')) {
      const line = asText(begun.subarray(0, end))
      yield line
      if (typeof line !== 'string') return
      begun = begun.subarray(end + 1)
    }
  }
  if (begun !== undefined && begun.length > 0) yield asText(begun)
}

/** Strict, so that no two texts become one. */
function asText(bytes: Uint8Array): string | Refusal<'bad_request'> {
  return decodeUtf8(bytes) ?? badRequest('is not in UTF-8')
}

/** Whether somebody could take a part of it for something else: line ends in other clothes, NUL, all of Unicode's Cc. */
export function isPlain(text: string): boolean {
  return isPrintable(text) || !/\p{Cc}/u.test(text)
}

/** Of visible ASCII, as nearly all that is asked: told by hand, without what it takes to know all of Unicode. */
function isPrintable(text: string): boolean {
  for (const sign of text) if (sign < ' ' || sign > '~') return false
  return true
}

/** `what` the program's request is or does. What stands in it is not repeated: it may be a secret. */
export function badRequest(what: string): Refusal<'bad_request'> {
  return refuse(
    'bad_request',
    `The request ${what}.`,
    'Nothing was answered. Look at the address that the program was given: somebody may have made it up.',
  )
}

const tooLong: Refusal<'bad_request'> = badRequest('is longer than any that a program makes')
