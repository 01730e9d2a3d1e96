/** What changes in a file, as `diff -u` has it. No line shows a secret, also none of those around. */
import { createTwoFilesPatch, FILE_HEADERS_ONLY } from 'diff'

export interface Difference {
  readonly path: string
  readonly before: string
  readonly after: string
  /** Whether nobody else writes it: then it holds no secret. */
  readonly own: boolean
}

/** `/dev/null` stands for a file that is not there. */
export function difference({ path, own, ...texts }: Difference): string {
  const [before, after] = own ? [texts.before, texts.after] : [hidden(texts.before), hidden(texts.after)]
  const [from, to] = [before, after].map(text => (text === '' ? '/dev/null' : path))
  return createTwoFilesPatch(from ?? path, to ?? path, before, after, undefined, undefined, {
    context: 2,
    headerOptions: FILE_HEADERS_ONLY,
  })
}

const redacted = '[redacted]'

/**
 * Line by line: the password of an address, the value of whatever is called like a secret, and whatever looks like a
 * token. Rather one too many: it is for reading only.
 */
export function hidden(text: string): string {
  return (
    text
      .replaceAll(/(:\/\/[^\s/:@]*:)[^\s@]+(@)/g, `$1${redacted}$2`)
      // Some registries take a token as the user name: those of people are shorter.
      .replaceAll(/(:\/\/)(?!__token__@)[^\s/:@]{16,}(@)/g, `$1${redacted}$2`)
      .replaceAll(
        /^(.*?(?:auth|token(?!helper)|pass|secret|cookie|api[-_]?key)[\w-]*["']?\s*[=:]\s*)(\S.*?)(\r?)$/gim,
        keep,
      )
      .replaceAll(/^[ \t]*(?:machine|default|login|password|account)\b.*$/gm, netrc)
      .replaceAll(/\b(?:pypi-|latchkey-|npm_|gh[a-z]_|github_pat_|hex_)[\w-]{30,}/g, redacted)
  )
}

function netrc(line: string): string {
  return line.replaceAll(/\b(password|account)([ \t]+)\S+/g, `$1$2${redacted}`)
}

/** What names a variable, or says yes or no, is no secret. */
function keep(line: string, name: string, value: string, end: string): string {
  return /^(?:["']?\$\{[^}]+\}["']?|true|false)$/.test(value) ? line : `${name}${redacted}${end}`
}
