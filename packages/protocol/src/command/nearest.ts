/** What somebody probably meant. */

/** The candidate within two slips of what was typed (a letter changed, missing or added), or a prefix's one owner. */
export function nearest(typed: string, candidates: readonly string[]): string | undefined {
  const scored = candidates.map(each => [each, slips(typed, each)] as const).sort(([, a], [, b]) => a - b)
  const [best] = scored
  if (best && best[1] <= 2 && best[1] <= best[0].length / 2) return best[0]
  const continued = candidates.filter(each => each.startsWith(typed))
  return continued.length === 1 ? continued[0] : undefined
}

/** Levenshtein's distance, a row at a time. */
function slips(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index)
  for (const [i, letter] of [...from].entries()) {
    const next = [i + 1]
    for (const [j, other] of [...to].entries())
      next.push(
        Math.min((row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1, (row[j] ?? 0) + (letter === other ? 0 : 1)),
      )
    row = next
  }
  return row.at(-1) ?? 0
}
