/** `latchkey key list`: one's own keys, newest first. */
import { defineCommand } from '../command.ts'
import { listKeys, listOptions } from '../keys/index.ts'

export const command = defineCommand({
  name: 'key list',
  about:
    'Lists your keys, newest first: what each may do, until when, and when, from where and by what it was last used.',
  examples: [
    'latchkey key list',
    '# The first page of all that there ever were, for a program',
    'latchkey key list --all --limit 50 --json',
  ],
  options: listOptions,
  run: listKeys,
})
