/** Where a person may be sent after signing in: a path of this server, never another site. */

const somewhere = 'https://latchkey.invalid'

/** The path and query of `text` where it is a plain local path; otherwise `/`. */
export function localPath(text: string | null | undefined): string {
  // Browsers read a backslash as a slash and skip tabs and newlines, so `/\evil.example` would leave the site.
  if (!text?.startsWith('/') || /[\\\p{Cc}]/u.test(text) || text.startsWith('//')) return '/'
  const url = URL.parse(text, somewhere)
  if (url?.origin !== somewhere || url.pathname.startsWith('//')) return '/'
  return `${url.pathname}${url.search}`
}
