/** Debian's rebar3 fetches private packages with a key of their organization, and nothing without. */
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  type PublicRepository,
  publicRepository,
} from '../../packages/server/src/ecosystems/hex/root/testing/public-repository.ts'
import { buildTarball } from '../../packages/server/src/ecosystems/hex/testing/build-tarball.ts'
import { newSigner } from '../../packages/server/src/ecosystems/hex/testing/signer.ts'
import { describeWith } from '../support/describe-with.ts'
import { emptyFolder } from '../support/folder.ts'
import { type HexServer, startHexServer } from '../support/hex-server.ts'
import { fetchedPackage, type Rebar3Project, rebar3GetDeps } from '../support/rebar3.ts'

const filesOf = (name: string) => [
  { name: `src/${name}.erl`, contents: `-module(${name}).\n` },
  { name: `src/${name}.app.src`, contents: `{application, ${name}, [{vsn, "1.0.0"}]}.\n` },
]
const gadget = buildTarball({ name: 'gadget', files: filesOf('gadget') })
const needsGadget = { app: 'gadget', optional: false, requirement: '~> 1.0', repository: 'hexpm:acme' }
const widget = buildTarball({ files: filesOf('widget'), metadata: { requirements: { gadget: needsGadget } } })

describeWith(['rebar3'], 'rebar3', () => {
  const folder = emptyFolder()
  const folders = [folder]
  let there: PublicRepository
  let server: HexServer
  let publicKey: string
  let key: string

  beforeAll(async () => {
    there = await publicRepository()
    const name = 'public_gadget'
    await there.publish(name, { '1.0.0': buildTarball({ name, files: filesOf(name) }) })
    const hexpm = join(folder.path, 'hexpm.pem')
    writeFileSync(hexpm, there.signer.publicKey)
    server = await startHexServer({ LATCHKEY_HEX_ROOT: there.address, LATCHKEY_HEX_ROOT_KEY: hexpm })
    const publisher = await server.keyOfAcme('admin', ['publish'])
    for (const [name, tarball] of Object.entries({ gadget, widget })) {
      const path = `/repos/acme/packages/${name}/releases?replace=false`
      const published = await server.client.upload(path, tarball, { authorization: publisher })
      expect(published.status).toBe(201)
    }
    key = await server.keyOfAcme('read', ['read'])
    publicKey = await (await fetch(`${server.origin}/hex/repo/public_key`)).text()
  })

  afterAll(async () => {
    await server?.close(0)
    there?.[Symbol.dispose]()
    for (const folder of folders) await folder[Symbol.asyncDispose]()
  })

  function project(more: Partial<Rebar3Project> = {}): Rebar3Project {
    const folder = emptyFolder()
    folders.push(folder)
    const { origin } = server
    return { home: folder.path, origin, publicKey, dependencies: ['{widget, "~> 1.0"}'], ...more }
  }

  test('fetches a private package, and what it depends on, with a key of the organization', async () => {
    const own = project({ key })
    const { status, output } = await rebar3GetDeps(own)
    expect(status, output).toBe(0)
    for (const name of ['widget', 'gadget'])
      expect(existsSync(join(fetchedPackage(own, name) ?? '', 'src', `${name}.erl`)), output).toBe(true)
    const lock = readFileSync(join(own.home, 'app', 'rebar.lock'), 'utf8')
    for (const tarball of [widget, gadget])
      expect(lock).toContain(createHash('sha256').update(tarball).digest('hex').toUpperCase())
    // It comes again with what it keeps, and is told that nothing changed.
    expect((await rebar3GetDeps(own)).status).toBe(0)
  })

  test('fetches a public package through the root, and a private one beside it, from this server alone', async () => {
    const own = project({
      ...{ key, named: 'hexpm' },
      dependencies: ['{widget, "~> 1.0"}', '{public_gadget, "~> 1.0"}'],
    })
    const { status, output } = await rebar3GetDeps(own)
    expect(status, output).toBe(0)
    for (const name of ['widget', 'gadget', 'public_gadget'])
      expect(fetchedPackage(own, name), output).toBeDefined()
    const told = there.asked.map(({ headers }) => headers.join(' '))
    expect(there.asked.map(({ line }) => line)).toContain('GET /tarballs/public_gadget-1.0.0.tar')
    expect(told.filter(each => each.includes(key))).toEqual([])
  })

  describe('fetches nothing', () => {
    async function refusedTo(own: Rebar3Project): Promise<void> {
      const { status, output } = await rebar3GetDeps(own)
      expect(status, output).not.toBe(0)
      expect(output).toContain('Package not found in any repo')
      expect(fetchedPackage(own, 'widget')).toBeUndefined()
      if (own.key !== undefined) expect(output).not.toContain(own.key)
    }

    test('without a key', () => refusedTo(project()))

    test('with a key to something else', async () => {
      await refusedTo(project({ key: await server.keyOfAda(['read'], 'hex:globex') }))
    })

    test('with a key that was burned a moment ago', async () => {
      const burned = await server.keyOfAcme('read', ['read'])
      const own = project({ key: burned })
      expect((await rebar3GetDeps(own)).status).toBe(0)
      const answer = await fetch(`${server.origin}/api/v1/keys/burn`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ token: burned }),
      })
      expect(answer.status).toBe(204)
      await refusedTo(project({ key: burned }))
    })

    test('that another key signed than the one that it was given', async () => {
      await refusedTo(project({ key, publicKey: newSigner().publicKey }))
    })
  })
})
