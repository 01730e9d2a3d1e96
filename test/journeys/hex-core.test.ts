/** hex_core, which rebar3 brings along and mix hex is made of, publishes a package and sees it through its life. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { command } from '../support/command.ts'
import { describeWith } from '../support/describe-with.ts'
import { emptyFolder } from '../support/folder.ts'
import { startHexServer } from '../support/hex-server.ts'
import { rebar3Program } from '../support/tools.ts'

const script = new URL('../support/hex-core.escript', import.meta.url).pathname

describeWith(['erlang', 'rebar3'], 'hex_core', () => {
  test('publishes a release, retires and restores it, adds and removes owners, fetches and deletes it', async () => {
    await using server = await startHexServer()
    await using folder = emptyFolder()
    const key = await server.keyOfAcme('admin', [
      'describe',
      'read',
      'publish',
      'retire',
      'delete',
      'maintain',
    ])
    const publicKey = join(folder.path, 'public.pem')
    writeFileSync(publicKey, await (await fetch(`${server.origin}/hex/repo/public_key`)).text())
    const { status, output } = await command({
      words: ['escript', script, rebar3Program, server.origin, key, publicKey],
      folder: folder.path,
      env: { HOME: folder.path },
    })
    expect(output.trim().split('\n')).toEqual([
      'publish: 201 1.0.0',
      'publish again: 200 1.0.0',
      'publish other: 422 has already been published, and is never replaced (--replace does nothing here)',
      'get: 200 ~> 1.2',
      'retire: 204 ',
      'retired: 200 It leaks.',
      'in the registry: It leaks.',
      'unretire: 204 ',
      'add owner: 204 ',
      'owners: gordon',
      'remove owner: 204 ',
      'package: 200 1.0.0',
      'fetched and unpacked: widget',
      'delete: 204 ',
      'deleted: 404 404',
      'wrong key: 401 401',
    ])
    expect(status).toBe(0)
  })
})
