/** What differs from one run to the next, as it stands in a transcript: secrets and ids, ports and folders. */

/** What stands in the place of every secret. */
export const secret = 'THE-SECRET'

export interface Differing {
  readonly origin: string
  /** The person's home folder. */
  readonly home: string
}

/** Whether a word looks like 128 random bits in base64url, which have signs of more than one kind. */
const isId = (word: string) => /[a-z]/.test(word) && /[A-Z0-9]/.test(word)

export function masked(text: string, { origin, home }: Differing): string {
  const { port } = new URL(origin)
  return text
    .replaceAll(/\b(latchkey|pypi)-[\w-]{60,}/g, `$1-${secret}`)
    .replaceAll(/(?<![\w-])[\w-]{22}(?![\w-])/g, word => (isId(word) ? 'AAAAAAAAAAAAAAAAAAAAAA' : word))
    .replaceAll(/\b[B-DF-HJ-NP-TV-Z]{4}-[B-DF-HJ-NP-TV-Z]{4}\b/g, 'BCDF-GHJK')
    .replaceAll(/\([0-9a-f]{8}\)/g, '(01234567)')
    .replaceAll(/\bNode \d+\.\d+\.\d+/g, 'Node 24.0.0')
    .replaceAll(`localhost:${port}`, 'localhost:7420')
    .replaceAll(`LOCALHOST_${port}`, 'LOCALHOST_7420')
    .replaceAll(/"key \d+\b/g, '"key 1')
    .replaceAll(/\bgrace-\d+\b/g, 'grace')
    .replaceAll(home, '/home/ada')
}
