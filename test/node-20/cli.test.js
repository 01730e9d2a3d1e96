/** The command `latchkey` as published, on the oldest Node it promises. */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { formatIdentifier, mintMacaroon, writeToken } from '@latchkey/tokens'

const command = fileURLToPath(new URL('node_modules/latchkey/bin/latchkey.js', import.meta.url))
const token = writeToken(
  mintMacaroon({
    rootKey: new Uint8Array(32).fill(7),
    identifier: formatIdentifier({ kind: 'key', kid: 'a', id: 'AAAAAAAAAAAAAAAAAAAAAA' }),
    location: 'localhost',
  }),
)

test('a token that is attenuated by the command is inspected by the command', () => {
  const narrow = latchkey(['token', 'attenuate', '--package', 'pypi:acme/widget'], token)
  assert.match(narrow, /^latchkey-/)
  assert.match(latchkey(['token', 'inspect'], narrow), /pypi:acme\/widget/)
})

function latchkey(words, input) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [command, ...words], {
    input,
    encoding: 'utf8',
  })
  assert.equal(status, 0, stderr)
  return stdout
}
