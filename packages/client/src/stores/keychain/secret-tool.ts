/** The Secret Service of a Linux desktop (gnome-keyring, KeePassXC, KWallet), by libsecret's own command. */
import { type Answer, ask } from './ask.ts'
import { type Keychain, keychainUnavailable } from './keychain.ts'

export interface SecretToolOptions {
  /** `secret-tool` on the path unless told. */
  readonly program?: string
  /** Milliseconds that it may take: 3 000 unless told. */
  readonly patience?: number
}

export function secretTool({ program = 'secret-tool', patience }: SecretToolOptions = {}): Keychain {
  const description = 'The keychain (Secret Service)'
  const at = (name: string) => ['service', 'latchkey', 'account', name]
  const failed = ({ status, complaint }: Answer) =>
    keychainUnavailable(description, complaint || `${program} ended with ${status}`)

  return {
    description,
    async get(name) {
      const answer = await ask(program, ['lookup', ...at(name)], '', patience)
      if (answer.status === 0) return answer.text
      // The same exit code for "none" and "no service"; only the second says something.
      return answer.status === 1 && answer.complaint === '' ? undefined : failed(answer)
    },
    async set(name, text) {
      const answer = await ask(program, ['store', '--label=Latchkey', ...at(name)], text, patience)
      return answer.status === 0 ? undefined : failed(answer)
    },
  }
}
