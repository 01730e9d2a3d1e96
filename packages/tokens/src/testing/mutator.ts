/** Hostile bytes: random ones, and good ones with a few things done to them. Light, because a million are wanted. */

const telling = [
  0x00, 0x01, 0x02, 0x06, 0x20, 0x22, 0x2d, 0x30, 0x5b, 0x5c, 0x5d, 0x7b, 0x7d, 0x7f, 0x80, 0xc0, 0xed, 0xff,
]
const room = 2048
const changed = new Uint8Array(room)

/** `random(bound)` gives an integer in `[0, bound)`. The bytes are good until the next call. */
export function mutate(samples: readonly Uint8Array[], random: (bound: number) => number): Uint8Array {
  let length = 0
  const insert = (bytes: Uint8Array, at: number) => {
    const piece = bytes.subarray(0, room - length)
    changed.copyWithin(at + piece.length, at, length)
    changed.set(piece, at)
    length += piece.length
  }
  const anyByte = () => (random(2) === 0 ? random(256) : (telling[random(telling.length)] as number))

  if (random(16) === 0) {
    length = random(64)
    for (let i = 0; i < length; i++) changed[i] = anyByte()
    return changed.subarray(0, length)
  }
  insert(samples[random(samples.length)] as Uint8Array, 0)
  for (let times = random(4); times >= 0; times--) {
    const at = random(length + 1)
    const end = Math.min(length, at + 1 + random(8))
    const choice = random(6)
    if (choice === 0) length = at
    else if (choice === 1) {
      changed.copyWithin(at, end, length)
      length -= Math.max(0, end - at)
    } else if (choice === 2) insert(changed.slice(at, end), random(length + 1))
    else if (choice === 3) insert(Uint8Array.of(anyByte()), at)
    else if (choice === 4) insert((samples[random(samples.length)] as Uint8Array).subarray(0, random(40)), at)
    else if (at < length) changed[at] = anyByte()
  }
  return changed.subarray(0, length)
}
