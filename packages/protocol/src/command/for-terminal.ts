/** What a terminal is shown: somebody else's text tells it nothing to do. */

/** Such signs as `\u009b`: inside JSON they are the same text as before. */
export function forTerminal(text: string): string {
  // Nearly all that is shown: without what it takes to know all of Unicode.
  if (/^[ -~\n\t]*$/.test(text)) return text
  // What a terminal obeys (ECMA-48: C0 but line feed and tab, DEL, C1), and what turns text around (Unicode UAX #9), so that
  // a name reads as another. Here, because making it takes as long as reading a file does.
  const obeyed = /[^\P{Cc}\n\t]|[\u202a-\u202e\u2066-\u2069]/gu
  return text.replace(obeyed, sign => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`)
}
