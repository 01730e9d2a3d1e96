/** Tells what was seen before from what never was, of late, in 256 KiB: most of what comes once does not come again. */

const slots = 0x10000

/**
 * Whether this digest (base64url) was shown before, and notes that it was. Right nearly always: of two that fall into one
 * slot the earlier is forgotten, and of some ten million strangers one is taken for an acquaintance.
 */
export function createSeenBefore(): (digest: string) => boolean {
  const prints = new Uint32Array(slots)
  return digest => {
    const code = (at: number) => digest.charCodeAt(at)
    const slot = ((code(0) << 10) ^ (code(1) << 5) ^ code(2)) & (slots - 1)
    const print = ((code(3) << 24) | (code(4) << 16) | (code(5) << 8) | code(6)) >>> 0
    const known = prints[slot] === print
    prints[slot] = print
    return known
  }
}
