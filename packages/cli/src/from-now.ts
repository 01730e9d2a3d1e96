/** How far away an instant is, for people. */

/** "in 14 minutes", "3 days ago": the largest unit that is at least one. Both in milliseconds since 1970. */
export function fromNow(at: number, now: number): string {
  const seconds = Math.floor(at / 1000) - Math.floor(now / 1000)
  const [unit, length] = units.find(([, length]) => Math.abs(seconds) >= length) ?? ['second', 1]
  const count = Math.floor(Math.abs(seconds) / length)
  const words = `${count} ${unit}${count === 1 ? '' : 's'}`
  return seconds > 0 ? `in ${words}` : `${words} ago`
}

const units = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
] as const
