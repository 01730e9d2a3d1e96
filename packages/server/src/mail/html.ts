/** The same mail in HTML: made from its text, so that neither ever says what the other does not. */
import type { Message } from './message.ts'

/** Lines that the eye finds back from, however wide the window; a link that is longer than a phone is wide breaks. */
const read = 'max-width: 36em; overflow-wrap: anywhere; font-family: sans-serif; line-height: 1.5'

/**
 * Paragraphs stand between empty lines, lists are indented, and an address that stands indented and alone is the link.
 * There are no tables and no images in it, and no name that somebody chose is markup or a link.
 */
export function htmlOf({ subject, text, language = 'en' }: Omit<Message, 'to'>): string {
  const blocks = text.trimEnd().split(/\n{2,}/)
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="color-scheme" content="light dark">
<title>${escaped(subject)}</title>
</head>
<body style="${read}">
${blocks.map(htmlOfBlock).join('\n')}
</body>
</html>
`
}

function htmlOfBlock(block: string): string {
  const link = /^ {2}(https?:\/\/[^\s"<>]+)$/.exec(block)?.[1]
  if (link !== undefined) return `<p><a href="${escaped(link)}">${escaped(link)}</a></p>`
  const lines = block.split('\n')
  const sentences = lines.filter(line => !line.startsWith('  '))
  const listed = lines.filter(line => line.startsWith('  '))
  const paragraph = sentences.length === 0 ? [] : [`<p>${escaped(sentences.join('\n'))}</p>`]
  const items = listed.map(line => `<li>${escaped(line.trim())}</li>`)
  const list = items.length === 0 ? [] : ['<ul>', ...items, '</ul>']
  return [...paragraph, ...list].join('\n')
}

const entities = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
  ["'", '&#39;'],
])

function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, sign => entities.get(sign) ?? sign)
}
