/** Words as they can be typed again. */

export function shellWords(words: readonly string[]): string {
  return words
    .map(word => (/^[\w./:@%+=,-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`))
    .join(' ')
}
