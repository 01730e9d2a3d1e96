/** How far a long command is: one line that is written over, for a person who waits. */
import { forTerminal, type Terminal } from '@latchkey/protocol/command'

/** Without words the line is gone. */
export function progress({ interactive, say }: Terminal, words = ''): void {
  if (interactive.error) say(`\r\u001b[K${forTerminal(words)}`)
}
