/** A sentence as an HTTP/1.1 reason phrase: the one line that twine shows. */

const longest = 400

/**
 * RFC 9112 section 4: a reason phrase is tabs, spaces, visible ASCII and obs-text. A line break in it would end the
 * head of the answer, so control characters become spaces; what ISO-8859-1 lacks becomes `?`.
 */
export function reasonPhrase(sentence: string): string {
  const safe = sentence
    .replace(/[\u2018\u2019]/g, "'")
    .replace(/[\u201c\u201d]/g, '"')
    .replace(/\p{Cc}+/gu, ' ')
    .replace(/[^\x20-\x7e\xa0-\xff]/gu, '?')
    .trim()
  return safe.length <= longest ? safe : `${safe.slice(0, longest - 3)}...`
}
