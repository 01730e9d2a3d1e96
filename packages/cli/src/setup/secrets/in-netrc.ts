/** Passwords in netrc, which git, pip, curl and mix read: words after words, `machine` begins an entry. */
import { type FoundSecret, kindOf, lineAt } from './found-secret.ts'

interface Word {
  readonly text: string
  readonly start: number
  readonly end: number
}

export function secretsInNetrc(text: string, { origin }: { readonly origin: string }): FoundSecret[] {
  const { hostname } = new URL(origin)
  const words = wordsOf(text)
  return words.flatMap((word, index) => {
    if (word.text !== 'machine' && word.text !== 'default') return []
    const next = words.findIndex((other, place) => place > index && begins.has(other.text))
    const entry = words.slice(index, next === -1 ? undefined : next)
    const password = entry[entry.findIndex(({ text: said }) => said === 'password') + 1]
    if (password === undefined || password === word) return []
    const where = word.text === 'default' ? 'every machine' : (entry[1]?.text ?? '')
    const until = entry.at(-1)?.end ?? word.end
    return [
      {
        line: lineAt(text, password.start),
        kind: kindOf(password.text),
        where,
        ours: word.text === 'machine' && where === hostname,
        range: [word.start, until + (/^[ \t]*\r?\n?/.exec(text.slice(until))?.[0].length ?? 0)],
      },
    ]
  })
}

const begins = new Set(['machine', 'default', 'macdef'])

/** Without comments; the body of a macro, up to an empty line, is none of its words. */
function wordsOf(text: string): Word[] {
  const blank = (part: string) => part.replaceAll(/[^\n]/g, ' ')
  const plain = text
    .replaceAll(/^[ \t]*#.*$/gm, blank)
    .replaceAll(/^[ \t]*macdef[\s\S]*?(?=\n\r?\n|$(?![\s\S]))/gm, blank)
  return [...plain.matchAll(/\S+/g)].map(({ 0: word, index }) => ({
    text: word,
    start: index,
    end: index + word.length,
  }))
}
