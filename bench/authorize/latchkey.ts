/** A server under measurement: Latchkey with one package of three files and two times 100,000 keys. */
import { gzipSync } from 'node:zlib'
import { openMeasuredHouse } from '../servers/latchkey-house.ts'
import { reportUsage } from '../servers/usage.ts'

const { origin, keyOf, keysLike } = await openMeasuredHouse()
const made = await keyOf({ actions: ['publish', 'read'], targets: ['pypi:acme'] })
const { token } = made

for (const version of ['1.0', '1.1', '2.0']) {
  const form = new FormData()
  for (const [name, value] of Object.entries({
    ...{ ':action': 'file_upload', protocol_version: '1', metadata_version: '2.1' },
    ...{ name: 'widget', version, filetype: 'sdist', pyversion: 'source', requires_python: '>=3.9' },
  }))
    form.set(name, value)
  form.set('content', new Blob([gzipSync(`widget ${version}`)]), `widget-${version}.tar.gz`)
  const headers = { authorization: `Bearer ${token.expose()}` }
  const answer = await fetch(`${origin}/pypi/acme/legacy/`, { method: 'POST', headers, body: form })
  if (!answer.ok) throw new Error(await answer.text())
}

export interface LatchkeyUnderMeasurement {
  readonly origin: string
  readonly token: string
  /** Each of a key of its own. */
  readonly tokens: readonly string[]
}

const tokens = keysLike(made, 200_000)
reportUsage({ origin, token: token.expose(), tokens } satisfies LatchkeyUnderMeasurement)
