/** docs/use/hex.md, as far as there are programs here to type it with: block by block as it stands there. */
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { buildTarball } from '../../packages/server/src/ecosystems/hex/testing/build-tarball.ts'
import { command } from '../support/command.ts'
import { describeWith } from '../support/describe-with.ts'
import { type EmptyFolder, emptyFolder } from '../support/folder.ts'
import { type HexServer, startHexServer } from '../support/hex-server.ts'
import { rebar3Program } from '../support/tools.ts'

const page = readFileSync(new URL('../../docs/use/hex.md', import.meta.url), 'utf8')
const blocksOf = (language: string) =>
  [...page.matchAll(new RegExp(`^\`\`\`${language}\n(.*?)^\`\`\`$`, 'gms'))].map(([, text = '']) => text)
const [getKey, askWhy, ...otherScripts] = blocksOf('sh')
const [repositories, credentials, ...otherTerms] = blocksOf('erlang')

const files = [
  { name: 'src/widget.erl', contents: '-module(widget).\n' },
  { name: 'src/widget.app.src', contents: '{application, widget, [{vsn, "1.0.0"}]}.\n' },
]

describeWith(['rebar3', 'curl', 'openssl'], 'the page about Hex', () => {
  let server: HexServer
  let home: EmptyFolder
  let key: string

  beforeAll(async () => {
    server = await startHexServer()
    home = emptyFolder()
    const published = await server.client.upload(
      '/repos/acme/packages/widget/releases?replace=false',
      buildTarball({ name: 'widget', files }),
      { authorization: await server.keyOfAcme('admin', ['publish']) },
    )
    expect(published.status).toBe(201)
    key = await server.keyOfAcme('read', ['read'])
    writeFileSync(join(home.path, 'key.txt'), `${key}\n`)
  })
  afterAll(async () => {
    await server?.close(0)
    await home?.[Symbol.asyncDispose]()
  })

  const here = (block = '') => block.replaceAll('https://packages.example.com', server.origin)
  async function type(block = ''): Promise<string> {
    const script = `set -eo pipefail\n${here(block)}`
    const answer = await command({ words: ['bash', '-c', script], folder: home.path })
    if (answer.status !== 0) throw new Error(`${block}\n${answer.output}`)
    return answer.stdout
  }

  test('has no block that is not typed here', () => {
    expect([...otherScripts, ...otherTerms]).toEqual([])
  })

  test('gets the public key, and its fingerprint as the operator reads it', async () => {
    const shown = await type(getKey)
    const signingKey = join(server.data, 'hex-signing-key.pem')
    const told = await type(`openssl rsa -in ${signingKey} -pubout -outform DER | openssl dgst -sha256`)
    expect(shown.split('= ')[1]).toBe(told.split('= ')[1])
  })

  test('lets rebar3 fetch with a key', async () => {
    const settings = join(home.path, '.config', 'rebar3')
    const app = join(home.path, 'app')
    for (const folder of [settings, join(app, 'src')]) mkdirSync(folder, { recursive: true })
    const pem = readFileSync(join(home.path, 'latchkey.pem'), 'utf8')
    const known = here(repositories).replace(/-----BEGIN.*END PUBLIC KEY-----\n/s, pem)
    writeFileSync(join(settings, 'rebar.config'), known)
    writeFileSync(join(settings, 'hex.config'), (credentials ?? '').replace('KEY', key))
    chmodSync(join(settings, 'hex.config'), 0o600)
    writeFileSync(join(app, 'rebar.config'), '{deps, [{widget, "~> 1.0"}]}.\n')
    const application = '{application, app, [{vsn, "0.1.0"}, {applications, [kernel, stdlib]}]}.\n'
    writeFileSync(join(app, 'src', 'app.app.src'), application)
    const { status, output } = await command({
      words: [rebar3Program, 'get-deps'],
      folder: app,
      env: { HOME: home.path },
    })
    expect(status, output).toBe(0)
    expect(output).toContain('Fetching widget')
  })

  test('tells why something is not fetched', async () => {
    writeFileSync(join(home.path, 'key.txt'), `${await server.keyOfAda(['read'], 'hex:globex')}\n`)
    const { status, message } = JSON.parse(await type(askWhy))
    expect(status).toBe(403)
    expect(message).toContain('hex:globex')
  })
})
