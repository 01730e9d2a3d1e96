/** `latchkey token attenuate`: a narrower token from a token, offline. */
import { defineCommand, text, texts } from '@latchkey/protocol/command'
import { attenuate, inspect, type Refusal, readToken, refuse, refused, writeToken } from '@latchkey/tokens'
import { tokenAsData, tokenInWords } from '../describe-token.ts'
import { forLatchkey } from '../narrowing/for-latchkey.ts'
import { forPypi } from '../narrowing/for-pypi.ts'
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
  options: {
    expires: text('WHEN', 'For how long: 15m, 2h, 7d, or until: 2027-01-31, 2027-01-31T12:00Z.'),
    package: texts(
      'PACKAGE',
      'Only this package, as pypi:acme/widget. To publish it, unless --action says otherwise.',
    ),
    repository: texts(
      'REPOSITORY',
      'Only this repository, as pypi:acme. To read it, unless --action says otherwise.',
    ),
    action: texts(
      'ACTION',
      'Only this: describe, read, publish, retire, delete, maintain, administer, account.',
    ),
    file: texts('PATH', 'Only to publish this very file; its SHA-256 is taken now.'),
    version: texts('VERSION', 'Only this version.'),
    network: texts('NETWORK', 'Only from this network or address, as 10.0.0.0/8.'),
    audience: texts('ORIGIN', 'Only at this registry, as https://packages.example.com.'),
    ...aboutToken.options,
  },
  async run({ 'token-file': path, ...narrowing }, terminal) {
    const token = await readTokenText(path, terminal)
    if (refused(token)) return token
    const inspection = inspect(token.expose())
    if (refused(inspection)) return inspection
    if (inspection.issuer === 'other') return foreign
    if (inspection.token?.kind === 'refresh') return refresh
    const prefix = inspection.prefix || `${inspection.issuer}-`
    const macaroon = readToken(token.expose(), { prefix })
    if (refused(macaroon)) return macaroon
    const read = inspection.issuer === 'pypi' ? forPypi : forLatchkey
    const caveats = await read(narrowing, terminal)
    if (refused(caveats)) return caveats
    if (caveats.length === 0) return nothing
    const narrowed = writeToken(attenuate(macaroon, ...caveats), prefix)
    const result = inspect(narrowed)
    if (refused(result)) return result
    const note = terminal.interactive.error ? { note: tokenInWords(result, terminal.now()) } : {}
    return { data: { token: narrowed, ...tokenAsData(result) }, text: narrowed, ...note }
  },
})

const foreign: Refusal = refuse(
  'unknown_issuer',
  'This token was made neither by Latchkey nor by PyPI: which restrictions its issuer understands is not known here.',
  'Have a narrower one made where it was made.',
)

const refresh: Refusal = refuse(
  'refresh_token',
  'This is a refresh token: it is accepted only as it was issued, so it cannot be narrowed.',
  'Narrow an access token.',
)

const nothing: Refusal<'usage'> = refuse(
  'usage',
  'No restriction was given, so the token would stay as it is.',
  'Give at least one, such as --expires 15m.',
)
