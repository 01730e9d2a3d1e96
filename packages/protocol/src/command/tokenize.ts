/** The words that were typed, as options and operands: in a tenth of the time that Node's `parseArgs` takes to be loaded. */
import type { Options } from './command.ts'

export type Token =
  | { readonly kind: 'operand'; readonly value: string }
  | {
      readonly kind: 'option'
      /** As it was typed, without its value: `--expires`, `-e`. */
      readonly typed: string
      readonly value?: string
      /** Whether the value stood in the same word: `--expires=15m`. */
      readonly inline: boolean
    }

/** As POSIX has it (XBD 12.2): the word behind an option that takes one is its value; behind `--` are operands alone. */
export function tokenize(options: Options, words: readonly string[]): readonly Token[] {
  const tokens: Token[] = []
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? ''
    if (word === '--') {
      const rest = words.slice(at + 1)
      return [...tokens, ...rest.map(value => ({ kind: 'operand', value }) as const)]
    }
    if (!word.startsWith('-') || word === '-') {
      tokens.push({ kind: 'operand', value: word })
      continue
    }
    const { typed, value } = taken(word)
    const next = value === undefined && takesValue(options, typed) ? words[++at] : value
    tokens.push({
      ...{ kind: 'option', typed, inline: value !== undefined },
      ...(next !== undefined && { value: next }),
    })
  }
  return tokens
}

/** The option that a word holds. Of letters (`-abc`) the first: there is no such option, and what follows is not repeated. */
function taken(word: string): { readonly typed: string; readonly value?: string } {
  if (!word.startsWith('--')) return { typed: word.slice(0, 2) }
  const equals = word.indexOf('=')
  return equals < 0 ? { typed: word } : { typed: word.slice(0, equals), value: word.slice(equals + 1) }
}

function takesValue(options: Options, typed: string): boolean {
  const name = typed.slice(2)
  return Object.hasOwn(options, name) && options[name]?.kind !== 'flag'
}
