/** Some two hundred ways to write a path that one reader takes for it and another does not (CVE row 12). */

/** None of them is the path itself. */
export function spellings(path: string): readonly string[] {
  const segments = path.split('/').slice(1)
  const among = (inserted: string) =>
    segments.map((_, at) => `/${[...segments.slice(0, at), inserted, ...segments.slice(at)].join('/')}`)
  const within = (change: (segment: string) => string) =>
    segments.flatMap((segment, at) =>
      segment === '' ? [] : [`/${segments.with(at, change(segment)).join('/')}`],
    )
  const slashes = [
    '%2f',
    '%2F',
    '%252f',
    '%5c',
    '%5C',
    '\\',
    '//',
    '/./',
    '/%2e/',
    ';/',
    '%00/',
    '%e2%88%95',
    '%c0%af',
  ]
  const all = [
    ...[
      '.',
      '%2e',
      '%2E',
      '%252e',
      '.%2f',
      ';',
      '%00',
      '%20',
      '%09',
      '%0a',
      '%0d%0a',
      'x/..',
      'x/%2e%2e',
      'x/.%2E',
    ].flatMap(among),
    ...['', '..;', 'login/..', 'login/..;', 'api/v1/openapi.json/..'].flatMap(among),
    ...slashes.flatMap(slash => segments.slice(1).map((_, at) => `/${joinAt(segments, at, slash)}`)),
    ...within(segment => `${segment};x=1`),
    ...within(segment => `${segment}%00`),
    ...within(segment => `${segment}%2e`),
    ...within(segment => `${segment}%ff`),
    ...within(percentEncoded).map(each => each.replaceAll('%', '%25')),
    ...['http://localhost', 'http://evil.example', 'https:', '/', '\\'].map(before => `${before}${path}`),
    ...['/login', '/api/v1', '/assets', '/pypi'].flatMap(room => [
      `${room}/..${path}`,
      `${room}/%2e%2e${path}`,
      `${room}/..;${path}`,
      `${room}%2f..${path}`,
    ]),
    ...['#', '%23', '%3f'].map(mark => `/login${mark}${path}`),
    path.replace('/pypi/', '/PYPI/'),
    path.replace('/pypi/', '/pypi./'),
  ]
  return [...new Set(all)].filter(each => each !== path)
}

function joinAt(segments: readonly string[], at: number, slash: string): string {
  const [before, after] = [segments.slice(0, at + 1), segments.slice(at + 1)]
  return `${before.join('/')}${slash}${after.join('/')}`
}

function percentEncoded(text: string): string {
  return [...text].map(character => `%${character.charCodeAt(0).toString(16)}`).join('')
}
