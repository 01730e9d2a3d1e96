/** `latchkey token inspect`: what a token says of itself. */
import { defineCommand } from '@latchkey/protocol/command'
import { inspect, refused } from '@latchkey/tokens'
import { tokenAsData, tokenInWords } from '../describe-token.ts'
import { aboutToken, readTokenText } from '../token-source.ts'

export const command = defineCommand({
  ...aboutToken,
  name: 'token inspect',
  about:
    'Says what a token is and every restriction that stands in its text, without asking anybody. The server may hold\n' +
    'more restrictions than the text shows.',
  examples: [
    '# A token in a file',
    'latchkey token inspect < token.txt',
    '# The one that a build has in its environment, for a program',
    'latchkey token inspect --json < /dev/null',
  ],
  async run(options, terminal) {
    const text = await readTokenText(options['token-file'], terminal)
    if (refused(text)) return text
    const inspection = inspect(text.expose())
    if (refused(inspection)) return inspection
    return { data: tokenAsData(inspection), text: tokenInWords(inspection, terminal.now()) }
  },
})
