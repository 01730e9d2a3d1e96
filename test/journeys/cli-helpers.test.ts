/** git, cargo and docker as they are, getting what they need from Latchkey: at a registry that only stands in for one. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { tokenOf, wordsOf } from '../../packages/cli/src/helpers/testing/kept-logins.ts'
import { command } from '../support/command.ts'
import { describeWith } from '../support/describe-with.ts'
import { type EmptyFolder, emptyFolder } from '../support/folder.ts'
import { type HelperHome, helperHome } from '../support/helper-home.ts'
import { type ProtectedRegistry, startProtectedRegistry } from '../support/protected-registry.ts'
import { dockerProgram } from '../support/tools.ts'

const kept = tokenOf('ada')
let served: EmptyFolder
let registry: ProtectedRegistry
let home: HelperHome
beforeAll(async () => {
  served = emptyFolder()
  registry = await startProtectedRegistry(served.path)
})
beforeEach(async () => {
  home = await helperHome({ origin: registry.origin, token: kept })
  return async () => {
    expect(registry.seen.map(({ token }) => token)).not.toContain(kept)
    await home[Symbol.asyncDispose]()
  }
})
afterAll(async () => {
  await registry[Symbol.asyncDispose]()
  await served[Symbol.asyncDispose]()
})

/** What the tokens could do that came with requests, each said once. */
function mayDo(requests: RegExp): readonly string[] {
  const tokens = registry.seen.filter(({ request }) => requests.test(request)).map(({ token }) => token)
  return [...new Set(tokens.map(token => wordsOf(token).slice(2, -1).join(', ')))]
}

describeWith(['git'], 'git', () => {
  const git = (words: readonly string[], folder = home.folder) =>
    command({
      ...{ words: ['git', ...words], folder },
      env: { ...home.env, GIT_TERMINAL_PROMPT: '0', GIT_CONFIG_NOSYSTEM: '1' },
    })
  const clone = (address: string, into: string) =>
    git(['-c', 'credential.helper=latchkey', '-c', 'credential.useHttpPath=true', 'clone', address, into])

  beforeEach(async () => {
    const work = join(home.folder, 'work')
    const bare = join(served.path, 'acme', 'widget.git')
    for (const words of [
      ['init', '-q', work],
      ['init', '-q', '--bare', bare],
    ])
      await git(words)
    writeFileSync(join(work, 'README'), 'A widget.\n')
    const by = ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.com']
    for (const words of [
      ['add', 'README'],
      [...by, 'commit', '-qm', 'One'],
      ['push', '-q', '-f', bare, 'HEAD:master'],
    ])
      expect(await git(words, work)).toMatchObject({ status: 0 })
    await git(['--git-dir', bare, 'update-server-info'])
  })

  test('fetches with a token for that repository', async () => {
    const answer = await clone(`${registry.origin}/git/acme/widget.git`, 'clone')
    expect(answer).toMatchObject({ status: 0 })
    expect(readFileSync(join(home.folder, 'clone', 'README'), 'utf8')).toBe('A widget.\n')
    expect(mayDo(/\/git\//)).toEqual([`may only read or publish git:acme, only at ${registry.origin}`])
  })

  test('gets nothing for the same server by another name', async () => {
    const before = registry.seen.length
    const elsewhere = registry.origin.replace('localhost', 'other.localhost')
    const answer = await clone(`${elsewhere}/git/acme/widget.git`, 'clone')
    expect(answer.status).not.toBe(0)
    expect(answer.output).toContain('could not read Username')
    expect(registry.seen.length).toBe(before)
  })
})

describeWith(['cargo'], 'cargo', () => {
  const cargo = (words: readonly string[], folder: string) =>
    command({
      ...{ words: ['cargo', ...words], folder },
      env: {
        ...home.env,
        CARGO_HOME: join(home.folder, 'cargo'),
        RUSTUP_HOME: process.env['RUSTUP_HOME'] ?? join(homedir(), '.rustup'),
      },
    })

  function crate(name: string, more = ''): string {
    const folder = join(home.folder, name)
    mkdirSync(join(folder, 'src'), { recursive: true })
    const about = 'version = "1.2.3"\nedition = "2021"\ndescription = "A crate."\nlicense = "MIT"'
    writeFileSync(join(folder, 'Cargo.toml'), `[package]\nname = "${name}"\n${about}\n${more}`)
    writeFileSync(join(folder, 'src', 'lib.rs'), '')
    return folder
  }

  test('publishes with a token for that very file, fetches with one for reading, and yanks with one for that', async () => {
    mkdirSync(join(home.folder, 'cargo'))
    const index = `sparse+${registry.origin}/cargo/acme/`
    const provider = 'credential-provider = "cargo-credential-latchkey"'
    writeFileSync(
      join(home.folder, 'cargo', 'config.toml'),
      `[registries.acme]\nindex = "${index}"\n${provider}\n`,
    )
    const published = await cargo(['publish', '--registry', 'acme', '--no-verify'], crate('widget'))
    expect(published).toMatchObject({ status: 0 })
    const there = `only at ${registry.origin}`
    expect(mayDo(/^PUT /)).toEqual([
      `may only publish cargo:acme/widget, only version 1.2.3, only a file with digest sha256:${registry.crates.get('widget/1.2.3')}, ${there}`,
    ])

    const user = crate('user', '[dependencies]\nwidget = { version = "1", registry = "acme" }\n')
    expect(await cargo(['fetch'], user)).toMatchObject({ status: 0 })
    expect(registry.seen.map(({ request }) => request)).toContain('GET /cargo/acme/dl/widget/1.2.3/download')
    expect(mayDo(/^GET \/cargo/)).toEqual([`may only read cargo:acme, ${there}`])

    expect(await cargo(['yank', '--registry', 'acme', 'widget@1.2.3'], user)).toMatchObject({ status: 0 })
    expect(mayDo(/^DELETE /)).toEqual([`may only retire cargo:acme/widget, only version 1.2.3, ${there}`])

    const login = await cargo(['login', '--registry', 'acme'], user)
    expect(login.status).not.toBe(0)
    expect(login.output).toContain(`Run: latchkey login ${registry.origin}`)
  })
})

describeWith(['docker'], 'docker, without its daemon,', () => {
  const docker = (words: readonly string[]) =>
    command({
      ...{ words: [dockerProgram, ...words], folder: home.folder, input: '' },
      env: { ...home.env, DOCKER_CONFIG: home.folder, DOCKER_HOST: 'unix:///nonexistent.sock' },
    })
  const server = () => registry.origin.replace('http://', '')
  beforeEach(() => {
    const config = { credHelpers: { [server()]: 'latchkey' } }
    writeFileSync(join(home.folder, 'config.json'), JSON.stringify(config))
  })

  test('looks at an image with a token for images', async () => {
    const answer = await docker(['manifest', 'inspect', '--insecure', `${server()}/acme/widget:1`])
    expect(answer).toMatchObject({ status: 0 })
    expect(JSON.parse(answer.stdout)).toMatchObject({ schemaVersion: 2 })
    expect(mayDo(/^GET \/token/)).toEqual([`may only read or publish oci:*, only at ${registry.origin}`])
  })

  test('is told what to type where it would log in or out', async () => {
    const answer = await docker(['login', server()])
    expect(answer.status).not.toBe(0)
    expect(answer.output).toContain('To log in: latchkey login')
    expect((await docker(['logout', server()])).output).toContain('To log out: latchkey logout')
  })
})
