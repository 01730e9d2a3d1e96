/** `latchkey token attenuate`: a narrower token from a token, offline. */
import { defineCommand } from '@latchkey/protocol/command'
import { inspect, refused } from '@latchkey/tokens'
import { tokenAsData, tokenInWords } from '../describe-token.ts'
import { asItIs, narrowed, narrowingOptions } from '../narrowing/index.ts'
import { aboutToken, readTokenText } from '../token-source.ts'

export const command = defineCommand({
  ...aboutToken,
  name: 'token attenuate',
  about:
    'Makes a narrower token from a token and prints it on standard output. Nothing is sent anywhere; the new token dies\n' +
    'with the one it was made from, and can never do more. A token of PyPI takes --expires and --package NAME only.',
  examples: [
    '# To publish one wheel within fifteen minutes',
    'latchkey token attenuate --expires 15m --package pypi:acme/widget --file dist/widget-1.0-py3-none-any.whl < token.txt',
    '# To read one repository from the office',
    'latchkey token attenuate --repository pypi:acme --network 198.51.100.0/24 < token.txt',
    '# Straight into an upload',
    'TWINE_PASSWORD=$(latchkey token attenuate --expires 2m < token.txt) twine upload -u __token__ dist/*',
  ],
  options: { ...narrowingOptions, ...aboutToken.options },
  async run({ 'token-file': path, ...narrowing }, terminal) {
    const token = await readTokenText(path, terminal)
    if (refused(token)) return token
    const narrow = await narrowed(token, { ...asItIs, ...narrowing }, terminal)
    if (refused(narrow)) return narrow
    const text = narrow.token.expose()
    const inspection = inspect(text)
    if (refused(inspection)) return inspection
    const note = terminal.interactive.error ? { note: tokenInWords(inspection, terminal.now()) } : {}
    return { data: { ...tokenAsData(inspection), token: text }, text, ...note }
  },
})
