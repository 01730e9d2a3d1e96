/** A Latchkey that somebody has lived in: something stands in every table, and what is to outlive an upgrade is known. */
import { mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { Secret } from '@latchkey/protocol'
import { type Refusal, refused } from '@latchkey/tokens'
import { play } from '../../packages/protocol/src/command/testing/play.ts'
import type { Judge } from '../../packages/server/src/access/index.ts'
import { operator } from '../../packages/server/src/audit/index.ts'
import { buildTarball } from '../../packages/server/src/ecosystems/hex/testing/build-tarball.ts'
import { writeTar } from '../../packages/server/src/ecosystems/hex/testing/write-tar.ts'
import { attenuated } from '../../packages/server/src/ecosystems/pypi/testing/attenuated.ts'
import { makeWheel } from '../../packages/server/src/ecosystems/pypi/testing/wheel.ts'
import { sha256 } from '../../packages/server/src/host/index.ts'
import { findPublisher } from '../../packages/server/src/serve/commands/publisher.ts'
import { readConfiguration } from '../../packages/server/src/serve/configuration.ts'
import { program } from '../../packages/server/src/serve/program.ts'
import { startServer } from '../../packages/server/src/serve/start-server.ts'
import { withRooms } from '../../packages/server/src/serve/with-rooms.ts'
import type { Writer } from '../../packages/server/src/storage/index.ts'
import { bearer } from '../support/client.ts'
import { logIn } from './log-in.ts'

/** Texts of keys, by what becomes of them. All but the first are refused. */
export interface Keys {
  /** The secret of bob's second factor, in Base32. */
  readonly secondFactor?: string
  readonly live: string
  readonly revoked: string
  /** Made from the live one, and burned by itself. */
  readonly burned: string
}

export const password = 'a quiet harbour at dawn'
const widget = { organization: 'acme', package: 'widget' }

export async function liveIn(data: string): Promise<Keys> {
  const environment = { LATCHKEY_DATA: data, LATCHKEY_LOG: 'silent', PORT: '0' }

  async function typed(words: string, input = ''): Promise<string> {
    const { exitCode, output, said } = await play(program, words.split(' '), {
      ...{ input, now: Date.now() },
      environment: { ...environment, LATCHKEY_ORIGIN: 'http://localhost:7420' },
    })
    if (exitCode !== 0) throw new Error(`${words}:\n${output}${said}`)
    return output.trim()
  }

  const server = must(await startServer(must(readConfiguration(environment))))
  await server.rooms.invitations.setUp(operator)
  await typed('account create --username ada --email ada@example.com --administrator', password)
  await typed('account create --username bob --email bob@example.com', password)
  await typed('organization create acme --owner ada')
  await typed('repository create pypi:acme')
  await typed('repository reserve pypi:acme acme-*')
  const live = await typed(
    'key create --organization acme --role admin --name ci --allow read=pypi:acme --expires never',
  )
  await typed('repository create hex:acme')
  const publisher = await typed(
    'key create --organization acme --role write --name releases --allow publish=hex:acme --expires never',
  )
  await publishRelease(server.origin, publisher)
  const revoked = await typed('key create --account ada --name old --allow read=*')
  const expiring = await typed('key create --account ada --name soon --allow read=* --expires 2d')
  const burned = attenuated(live, ['version', ['9.9']])
  for (const key of [live, revoked, expiring]) {
    const answer = await fetch(`${server.origin}/api/v1/validate`, { headers: bearer(key) })
    if (!answer.ok) throw new Error(`${answer.status}: ${await answer.text()}`)
  }
  must(
    await server.rooms.sessions.signIn({
      ...{ username: 'ada', password: new Secret(password), address: '192.0.2.1', userAgent: 'Mozilla' },
    }),
  )
  await typed('client create Mirror --confidential')
  const secondFactor = await logIn(server.rooms, { username: 'bob', password: new Secret(password) })
  await server.close(0)

  const wheels = mkdtempSync(join(data, 'wheels-'))
  makeWheel(wheels, { name: 'widget', version: '1.0' })
  makeWheel(wheels, { name: 'widget', version: '1.1' })
  makeWheel(wheels, { name: 'widget', version: '1.2' })
  await typed(`repository import pypi:acme ${wheels}`)
  rmSync(wheels, { recursive: true })

  await withRooms(environment, async rooms => {
    const acme = await rooms.organizations.byName('acme')
    if (!acme) throw new Error('acme is there.')
    const ada = must(await findPublisher(rooms, acme, 'ada'))
    const may =
      (action: 'retire' | 'delete', version: string, ecosystem = 'pypi'): Judge =>
      transaction =>
        rooms.authorizer.authorize(ada, { action, ...widget, ecosystem, version }, transaction)
    must(await rooms.repositories.retireVersion(may('retire', '1.1'), 'It breaks.'))
    must(await rooms.repositories.retireVersion(may('retire', '1.0.0', 'hex'), 'It leaks.', 'security'))
    must(await rooms.repositories.deleteFiles(may('delete', '1.2')))
    const [laptop] = (await rooms.keys.list({ kind: 'account', id: ada.principal.id })).items
    // Weeks would have to pass until that is told.
    const notice = { key_id: laptop?.id ?? '', days: 1, created_at: Date.now() }
    await rooms.store.write(transaction => transaction.insertInto('expiry_notices').values(notice).execute())
    await rooms.store.write(transaction => passkeyAdded(transaction, ada.principal.id))
    await rooms.store.write(transaction => mailSent(transaction, ada.principal.id))
    await typed(`key rotate ${laptop?.id} --overlap 0`)
  })
  await typed('key burn', burned)
  await typed('key burn', revoked)
  await typed('account reset bob --link')
  return { live, revoked, burned, secondFactor }
}

/** As an account has one whose browser made it, and used it once. */
async function passkeyAdded(transaction: Writer, accountId: string): Promise<void> {
  const at = { created_at: Date.now(), last_used_at: Date.now() }
  const credential = {
    credential_id: 'Y3JlZGVudGlhbA',
    public_key: 'a2V5',
    counter: 1,
    transports: '["usb"]',
  }
  const passkey = { id: sha256('passkey'), account_id: accountId, name: 'Blue key', synced: 0 as const }
  await transaction
    .insertInto('passkeys')
    .values({ ...passkey, ...credential, ...at })
    .execute()
  const answered = { challenge_hash: sha256('a challenge'), expires_at: Date.now() }
  await transaction.insertInto('answered_challenges').values(answered).execute()
}

/** A link that was sent and not opened yet, and somebody who just said to have forgotten a password. */
async function mailSent(transaction: Writer, accountId: string): Promise<void> {
  const link = { id: sha256('link'), purpose: 'address' as const, subject_id: accountId }
  const at = { created_at: Date.now(), expires_at: Date.now() + 86_400_000 }
  await transaction
    .insertInto('email_links')
    .values({ ...link, ...at, address: 'ada@example.org' })
    .execute()
  const secret = { secret_hash: sha256('secret'), link_id: link.id, created_at: Date.now() }
  await transaction.insertInto('email_link_secrets').values(secret).execute()
  const forgotten = { id: sha256('forgotten'), whose: 'bob', created_at: Date.now() }
  await transaction
    .insertInto('forgotten_passwords')
    .values({ ...forgotten, address: '192.0.2.1', client: 'Mozilla' })
    .execute()
}

/** Hex's widget 1.0.0, and its documentation. */
async function publishRelease(origin: string, key: string): Promise<void> {
  const documentation = gzipSync(writeTar([{ name: 'index.html', contents: '<h1>widget</h1>' }]))
  for (const [path, body] of [
    ['publish', buildTarball()],
    ['packages/widget/releases/1.0.0/docs', documentation],
  ] as const) {
    const headers = { ...bearer(key), 'content-type': 'application/octet-stream' }
    const answer = await fetch(`${origin}/hex/api/repos/acme/${path}`, { method: 'POST', headers, body })
    if (answer.status !== 201) throw new Error(`${answer.status}: ${await answer.text()}`)
  }
}

function must<T>(value: T | Refusal): T {
  if (refused(value)) throw new Error(`${value.message} ${value.next ?? ''}`)
  return value
}
