/** A small package manager, to be copied: `login`, `publish acme/widget 1.2.3 FILE`, `install acme/widget`, `logout`. */
import { createHash } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { createAuthClient, defaultFolder, openStore, refused, thisMachine } from '@latchkey/client'

const [command = '', name = '', version = '', path = ''] = process.argv.slice(2)
const [organization, project = ''] = name.split('/')
const repository = `pypi:${organization}`
const machine = thisMachine()
const registry = machine.environment['LATCHKEY_REGISTRY'] || 'https://packages.example.com'
const showLogin = (at: { readonly verificationUri: string; readonly userCode?: string }) =>
  console.error(`Open ${at.verificationUri} and enter ${at.userCode}`)
const kept = openStore({ folder: must(defaultFolder(machine.environment)), machine })
const client = must(createAuthClient({ registry, machine, ...kept, callbacks: { showLogin } }))

if (command === 'login') must(await client.logIn())
else if (command === 'logout') must(await client.logOut())
else if (command === 'install') await install()
else if (command === 'publish') await publish(new Uint8Array(await readFile(path)))
else stop('Type login, publish ORGANIZATION/NAME VERSION FILE, install ORGANIZATION/NAME or logout.')

async function install(): Promise<void> {
  const page = await get(`simple/${project}/`, { accept: 'application/vnd.pypi.simple.v1+json' })
  const { url, filename, hashes } = JSON.parse(await page.text()).files.at(-1)
  const bytes = new Uint8Array(await (await get(new URL(url, page.url).href)).arrayBuffer())
  if (sha256(bytes) !== hashes.sha256) stop(`${filename} is not what was published.`)
  await writeFile(filename, bytes)
}

async function get(url: string, headers = {}): Promise<Response> {
  return must(await client.withRepository(repository, ({ send }) => send(url, { headers }), { inline: true }))
}

async function publish(bytes: Uint8Array<ArrayBuffer>): Promise<void> {
  const form = {
    ':action': 'file_upload',
    protocol_version: '1',
    metadata_version: '2.1',
    name: project,
    version,
  }
  const body = new FormData()
  for (const [field, value] of Object.entries({ ...form, filetype: 'bdist_wheel' })) body.set(field, value)
  body.set('content', new Blob([bytes]), basename(path))
  // The token that goes out can publish this file under this name, for five minutes, and nothing else.
  const what = { target: `pypi:${name}`, version, digests: [`sha256:${sha256(bytes)}`] }
  const options = { optional: false, inline: true, doing: { action: 'publish', ...what } } as const
  must(
    await client.withRepository(repository, ({ send }) => send('legacy/', { method: 'POST', body }), options),
  )
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

/** What it is, or the end of the program: what went wrong and what to type next. */
function must<T>(value: T): Exclude<T, { readonly kind: 'auth_error' }> {
  if (refused(value)) stop(value.message, value.next)
  if (value instanceof Response && !value.ok) stop(`${value.status} ${value.statusText}`)
  return value as Exclude<T, { readonly kind: 'auth_error' }>
}

function stop(...lines: readonly string[]): never {
  console.error(lines.join('\n'))
  process.exit(1)
}
