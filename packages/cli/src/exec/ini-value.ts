/** One value of an INI file, as `.pypirc` and `.npmrc` are. */

/** The last one of `key` in `section`; before any section where that is undefined. */
export function iniValue(text: string, section: string | undefined, key: string): string | undefined {
  let inside = section === undefined
  let found: string | undefined
  for (const line of text.split(/\r?\n/)) {
    const heading = /^\[(.*)\]\s*$/.exec(line)
    if (heading) inside = heading[1]?.trim() === section
    else if (inside) found = valueOn(line, key) ?? found
  }
  return found
}

function valueOn(line: string, key: string): string | undefined {
  const written = line.trim()
  const rest = written.startsWith(key) ? written.slice(key.length).trim() : ''
  return /^[=:]/.test(rest) ? rest.slice(1).trim() || undefined : undefined
}
