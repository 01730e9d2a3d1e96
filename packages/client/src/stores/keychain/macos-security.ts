/** The keychain of macOS, by its own command. Not verified on macOS itself: the tests run a stand-in. */
import { type Answer, ask } from './ask.ts'
import { type Keychain, keychainUnavailable } from './keychain.ts'

export interface MacosSecurityOptions {
  /** `/usr/bin/security` unless told. */
  readonly program?: string
  readonly patience?: number
}

/** errSecItemNotFound, as an exit code. */
const none = 44

export function macosSecurity({
  program = '/usr/bin/security',
  patience,
}: MacosSecurityOptions = {}): Keychain {
  const description = 'The keychain of macOS'
  const failed = ({ status, complaint }: Answer) =>
    keychainUnavailable(description, complaint || `${program} ended with ${status}`)

  return {
    description,
    async get(name) {
      const answer = await ask(
        program,
        ['find-generic-password', '-s', 'latchkey', '-a', name, '-w'],
        '',
        patience,
      )
      if (answer.status === 0) return answer.text.trim()
      return answer.status === none ? undefined : failed(answer)
    },
    async set(name, text) {
      // Its interactive mode takes the command from standard input: arguments are seen by every process.
      const command = `add-generic-password -U -s latchkey -a ${quoted(name)} -w ${quoted(text)}\n`
      const answer = await ask(program, ['-i'], command, patience)
      return answer.status === 0 && answer.complaint === '' ? undefined : failed(answer)
    },
  }
}

/** A line ends the command, whatever is around it. */
function quoted(word: string): string {
  return `"${word.replaceAll(/[\n\r\0]/g, ' ').replaceAll(/["\\]/g, '\\$&')}"`
}
