/** What a name cannot do in a mail: begin another line, which may be a header, or turn the text around it. */

/** On one line (RFC 5322 section 2.2), without signs that turn text around (Unicode TR 9). */
export function oneLine(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu, ' ').trim()
}
