/** Which of several forms a client would rather have: RFC 9110 section 12.5.1. */

/**
 * The first of `offers` with the highest weight in `accept`; `undefined` where none is acceptable. No header, or an
 * empty one, accepts everything.
 */
export function preferredType<Offer extends string>(
  accept: string | undefined,
  offers: readonly Offer[],
): Offer | undefined {
  const ranges = (accept ?? '')
    .split(',')
    .map(readRange)
    .filter(range => range !== undefined)
  if (ranges.length === 0) return offers[0]
  const weighed = offers.map(offer => ({ offer, weight: weightOf(offer, ranges) }))
  const best = Math.max(...weighed.map(({ weight }) => weight))
  return best > 0 ? weighed.find(({ weight }) => weight === best)?.offer : undefined
}

interface Range {
  readonly type: string
  readonly weight: number
}

function readRange(text: string): Range | undefined {
  const [type = '', ...parameters] = text.split(';').map(each => each.trim().toLowerCase())
  if (!/^[^\s/]+\/[^\s/]+$/.test(type)) return undefined
  const weight = parameters.find(each => each.startsWith('q='))?.slice(2) ?? '1'
  return { type, weight: /^(?:0(?:\.\d{0,3})?|1(?:\.0{0,3})?)$/.test(weight) ? Number(weight) : 0 }
}

/** The most specific range that covers the type decides. */
function weightOf(type: string, ranges: readonly Range[]): number {
  for (const covering of [type, `${type.split('/')[0]}/*`, '*/*']) {
    const range = ranges.find(each => each.type === covering)
    if (range !== undefined) return range.weight
  }
  return 0
}
