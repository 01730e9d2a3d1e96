/** Everything that the pages do, by commands beside the running server; and that a command's word counts at once. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeWheel } from '../../packages/server/src/ecosystems/pypi/testing/wheel.ts'
import type { Answer } from '../support/command.ts'
import { describeWith } from '../support/describe-with.ts'
import { emptyFolder } from '../support/folder.ts'
import { latchkeyServer } from '../support/latchkey.ts'
import { pipDownload } from '../support/pip.ts'
import { type RunningServer, startServer } from '../support/server.ts'
import { twineUpload } from '../support/twine.ts'

describeWith(['twine', 'pip'], 'a server that is run without a browser', () => {
  const folder = emptyFolder()
  const data = join(folder.path, 'data')
  let server: RunningServer

  beforeAll(async () => {
    server = await startServer({ data })
  })

  afterAll(async () => {
    await server?.stop()
    await folder[Symbol.asyncDispose]()
  })

  test('accounts, organizations and repositories are made by commands beside it', async () => {
    await typed(
      ['account', 'create', '--username', 'ada', '--email', 'ada@example.com', '--administrator'],
      'a quiet harbour at dawn\n',
    )
    await typed(['organization', 'create', 'acme', '--owner', 'ada'])
    const { repository } = await typed(['repository', 'create', 'pypi:acme'])
    expect(repository).toMatchObject({ organization: 'acme', ecosystem: 'pypi', visibility: 'private' })
  })

  test("an organization's key publishes, and pip reads with another from a netrc file", async () => {
    const publish = await makeKey('release', 'write', 'publish=pypi:acme')
    const file = makeWheel(folder.path, { name: 'widget', version: '1.0.0' })
    const uploaded = await upload(file, publish.token)
    expect(uploaded.status, uploaded.output).toBe(0)

    const read = await makeKey('install', 'read', 'read=pypi:acme')
    const home = join(folder.path, 'home')
    mkdirSync(home)
    writeFileSync(join(home, '.netrc'), `machine localhost login __token__ password ${read.token}\n`, {
      mode: 0o600,
    })
    const downloaded = await pipDownload({
      origin: server.origin,
      organization: 'acme',
      package: 'widget',
      folder: home,
    })
    expect(downloaded.output).toContain('Saved ./widget-1.0.0-py3-none-any.whl')
  })

  test('a key that a command revoked is refused within a second', async () => {
    const { key, token } = await makeKey('leaked', 'write', 'publish=pypi:acme')
    const first = makeWheel(folder.path, { name: 'gadget', version: '1.0.0' })
    const second = makeWheel(folder.path, { name: 'gadget', version: '1.0.1' })
    expect((await upload(first, token)).status).toBe(0)
    await typed(['key', 'revoke', key.id])
    await setTimeout(1_000)
    const refused = await upload(second, token)
    expect(refused.status).toBe(1)
    expect(refused.output).toContain('revoked')
  })

  test('what was made is still there after a restart, and no set-up link is offered again', async () => {
    await server.stop()
    server = await startServer({ data })
    expect(() => server.setUpLink()).toThrow()
    const { keys } = await typed(['key', 'list', '--organization', 'acme'])
    expect(keys.map((key: { name: string }) => key.name)).toEqual(['leaked', 'install', 'release'])
    const { token } = await makeKey('again', 'write', 'publish=pypi:acme')
    const uploaded = await upload(makeWheel(folder.path, { name: 'gizmo', version: '1.0.0' }), token)
    expect(uploaded.status, uploaded.output).toBe(0)
  })

  function upload(file: string, token: string): Promise<Answer> {
    return twineUpload({ origin: server.origin, organization: 'acme', file, token })
  }

  /** Gives what the command printed as JSON. */
  async function typed(words: readonly string[], input?: string) {
    const answer = await latchkeyServer([...words, '--json'], {
      data,
      origin: server.origin,
      ...(input === undefined ? {} : { input }),
    })
    expect(answer.status, answer.output).toBe(0)
    return JSON.parse(answer.stdout)
  }

  async function makeKey(
    name: string,
    role: string,
    allow: string,
  ): Promise<{ key: { id: string }; token: string }> {
    return await typed([
      'key',
      'create',
      '--organization',
      'acme',
      '--role',
      role,
      '--name',
      name,
      '--allow',
      allow,
    ])
  }
})
