/** A small package manager, to be copied: `login`, `publish acme/widget 1.2.3 FILE`, `install acme/widget`, `logout`. */
import { createHash } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { createAuthClient, defaultFolder, openStore, refused, thisMachine } from '@latchkey/client'

const [command = '', name = '', version = '', path = ''] = process.argv.slice(2)
const [organization, project = ''] = name.split('/')
const repository = `pypi:${organization}`

const machine = thisMachine()
const folder = must(defaultFolder(machine.environment))
const registry = machine.environment['LATCHKEY_REGISTRY'] || 'https://packages.example.com'
const showLogin = (at: { readonly verificationUri: string; readonly userCode?: string }) =>
  console.error(`Open ${at.verificationUri} and enter ${at.userCode}`)
const client = must(
  createAuthClient({ registry, machine, ...openStore({ folder, machine }), callbacks: { showLogin } }),
)

if (command === 'login') must(await client.logIn())
else if (command === 'logout') must(await client.logOut())
else if (command === 'install') await install()
else if (command === 'publish') await publish(new Uint8Array(await readFile(path)))
else stop('Type login, publish ORGANIZATION/NAME VERSION FILE, install ORGANIZATION/NAME or logout.')

async function install(): Promise<void> {
  const accept = 'application/vnd.pypi.simple.v1+json'
  const page = await get(`simple/${project}/`, { accept })
  const newest = JSON.parse(await page.text()).files.at(-1)
  const file = await get(new URL(newest.url, page.url).href)
  const bytes = new Uint8Array(await file.arrayBuffer())
  if (sha256(bytes) !== newest.hashes.sha256) stop(`${newest.filename} is not what was published.`)
  await writeFile(newest.filename, bytes)
}

async function get(url: string, headers = {}): Promise<Response> {
  return must(
    await client.withRepository(repository, request => request.send(url, { headers }), { inline: true }),
  )
}

async function publish(bytes: Uint8Array<ArrayBuffer>): Promise<void> {
  const body = new FormData()
  const fields = {
    ':action': 'file_upload',
    protocol_version: '1',
    metadata_version: '2.1',
    filetype: 'bdist_wheel',
  }
  for (const [field, value] of Object.entries({ ...fields, name: project, version })) body.set(field, value)
  body.set('content', new Blob([bytes]), basename(path))
  // The token that goes out can publish this file under this name, for five minutes, and nothing else.
  const doing = {
    action: 'publish',
    target: `pypi:${name}`,
    version,
    digests: [`sha256:${sha256(bytes)}`],
  } as const
  const options = { optional: false, inline: true, doing }
  must(
    await client.withRepository(
      repository,
      request => request.send('legacy/', { method: 'POST', body }),
      options,
    ),
  )
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

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}
