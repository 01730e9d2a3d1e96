/** pip as it is, with the program \`keyring\` that is Latchkey: at a real one, with a login that is over and is refreshed. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { inspected, wordsOf } from '../../packages/cli/src/helpers/testing/kept-logins.ts'
import { type AcmeServer, password, startAcmeServer } from '../support/acme.ts'
import { wheelUpload } from '../support/client.ts'
import { command } from '../support/command.ts'
import { describeWith } from '../support/describe-with.ts'
import { type HelperHome, helperHome } from '../support/helper-home.ts'
import { logIn } from '../support/logging-in.ts'

describeWith(['pip'], 'pip', () => {
  let server: AcmeServer
  let home: HelperHome
  beforeAll(async () => {
    server = await startAcmeServer()
    const { origin } = server
    expect((await wheelUpload(origin, server.token, '1.0').send()).status).toBe(200)
    const login = await logIn(origin, { username: 'ada', password })
    home = await helperHome({
      ...{ origin, token: login.access_token, refreshToken: login.refresh_token, expiresIn: -1000 },
    })
    // So that every answer can be looked at.
    const tee =
      '#!/bin/sh\nprintf "%s\\\\n" "$*" >> "$HOME/asked"\nlatchkey helper pip "$@" | tee -a "$HOME/answers"\n'
    writeFileSync(join(home.folder, 'bin', 'keyring'), tee)
  })
  afterAll(async () => {
    await home?.[Symbol.asyncDispose]()
    await server?.stop()
  })

  /** Where Python's own module is not installed, or told to be left alone (pip 23.1), pip runs the program. */
  async function download(index: string) {
    const folder = join(home.folder, 'downloads')
    const without = join(home.folder, 'without')
    for (const each of [folder, without]) mkdirSync(each, { recursive: true })
    writeFileSync(join(without, 'keyring.py'), 'raise ImportError("It is not installed here.")\n')
    const { status, output } = await command({
      words: ['/usr/bin/python3', '-m', 'pip', 'download', '--no-deps', '--no-cache-dir', 'widget'],
      folder,
      env: {
        ...home.env,
        ...{ PIP_INDEX_URL: index, PIP_DISABLE_PIP_VERSION_CHECK: '1', PYTHONPATH: without },
        ...{ PIP_KEYRING_PROVIDER: 'subprocess', PIP_NO_INPUT: '0' },
      },
    })
    return { status, output, files: readdirSync(folder) }
  }

  test('six programs that ask at once, when the login is over, are answered by one refresh', async () => {
    const words = ['get', `${server.origin}/pypi/acme/simple/`, '__token__'] as const
    const ask = () =>
      command({ words: ['latchkey', 'helper', 'pip', ...words], folder: home.folder, env: home.env })
    const asked = await Promise.all(Array.from({ length: 6 }, ask))
    expect(asked.map(({ status }) => status)).toEqual(Array(6).fill(0))
    const identifiers = asked.map(({ stdout }) => inspected(stdout.trim()).identifier)
    expect(new Set(identifiers).size).toBe(1)
    expect(identifiers[0]).toMatch(/\.1$/)
  })

  const answers = () => readFileSync(join(home.folder, 'answers'), 'utf8').split('\n').filter(Boolean)

  test('downloads from a private repository with a token that can read it, and nothing that lasts', async () => {
    const index = new URL(`${server.origin}/pypi/acme/simple/`)
    index.username = '__token__'
    expect(await download(index.href)).toMatchObject({ status: 0, files: ['widget-1.0-py3-none-any.whl'] })
    const [token = '', ...others] = answers()
    expect(others).toEqual([])
    expect(wordsOf(token)).toEqual(
      expect.arrayContaining(['may only read pypi:acme', `only at ${server.origin}`]),
    )
    expect(readFileSync(join(home.folder, 'asked'), 'utf8')).toBe(
      `get ${server.origin}/pypi/acme/simple/ __token__\n`,
    )
  })

  test('is told nothing about another index, and asks nobody in vain', async () => {
    const before = answers()
    const elsewhere = server.origin.replace('localhost', '127.0.0.1')
    const { status } = await download(`${elsewhere.replace('//', '//__token__@')}/pypi/acme/simple/`)
    expect(status).not.toBe(0)
    expect(answers()).toEqual(before)
    const asked = readFileSync(join(home.folder, 'asked'), 'utf8')
    expect(asked).toContain(`get ${elsewhere}/pypi/acme/simple/ __token__\n`)
  })
})
