/** The HTML pages of an index: PEP 503. */

/** Text and attributes alike: nothing in a name gets out of where it stands. */
function escaped(text: string): string {
  const entities: Readonly<Record<string, string>> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;',
  }
  return text.replace(/[&<>"']/g, character => entities[character] ?? '')
}

export interface Link {
  readonly text: string
  readonly href: string
  readonly attributes?: Readonly<Record<string, string>>
}

export function linkPage(title: string, links: readonly Link[]): string {
  return [
    '<!DOCTYPE html>',
    '<html>',
    '<head>',
    '<meta charset="utf-8">',
    '<meta name="pypi:repository-version" content="1.1">',
    `<title>${escaped(title)}</title>`,
    '</head>',
    '<body>',
    ...links.map(link),
    '</body>',
    '</html>',
    '',
  ].join('\n')
}

function link({ text, href, attributes = {} }: Link): string {
  const all = Object.entries({ href, ...attributes }).map(([name, value]) => ` ${name}="${escaped(value)}"`)
  return `<a${all.join('')}>${escaped(text)}</a><br>`
}
