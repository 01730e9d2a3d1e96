/** The unchanged clients: twine uploads, pip downloads, and both show people why not. */
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import { command } from '../../../../../test/support/command.ts'
import { describeWith } from '../../../../../test/support/describe-with.ts'
import { twineUpload } from '../../../../../test/support/twine.ts'
import { granted } from '../../credentials/testing/small-house.ts'
import { judgeOf } from '../../repositories/testing/judge-of.ts'
import { textOf } from '../testing/contract-subject.ts'
import { attenuated } from './testing/attenuated.ts'
import { type PypiHouse, pypiHouse } from './testing/pypi-house.ts'
import { makeWheel } from './testing/wheel.ts'
import type { ZipEntry } from './testing/zip.ts'

// Each is a Python of its own, several of them one after the other.

describeWith(['twine'], 'twine', () => {
  let house: PypiHouse
  let key: string
  beforeEach(async () => {
    house = await pypiHouse()
    key = textOf(await house.keyOf(house.alice, [{ actions: ['publish'], targets: ['pypi:acme/widget'] }]))
  })

  async function upload(name: string, version: string, token: string, entries: readonly ZipEntry[] = []) {
    const file = makeWheel(house.folder, { name, version, entries })
    const { status, output } = await twineUpload({
      origin: house.listener.origin,
      organization: 'acme',
      file,
      token,
    })
    // twine breaks lines where the terminal ends.
    return { status, output: output.replace(/\s+/g, ' ') }
  }

  test('uploads, and the same file again', async () => {
    expect(await upload('widget', '1.0.0', key)).toMatchObject({ status: 0 })
    expect(await upload('widget', '1.0.0', key)).toMatchObject({ status: 0 })
    expect(await house.listed('widget')).toEqual(['widget-1.0.0-py3-none-any.whl'])
  })

  test('is written down with the file: its name, its key and its address', async () => {
    expect(await upload('widget', '1.0.0', key)).toMatchObject({ status: 0 })
    const repository = await house.repositories.find('acme', 'pypi')
    const widget = await house.repositories.findPackage(repository?.id ?? '', 'widget')
    expect(await house.repositories.fileRecords(widget?.id ?? '')).toMatchObject([
      {
        publisher: 'alice',
        keyName: 'key 2',
        publishedFrom: { client: expect.stringMatching(/^twine\/\d/), address: '127.0.0.1' },
      },
    ])
  })

  test('shows the cause and the next step', async () => {
    const other = await upload('gadget', '1.0.0', key)
    expect(other).toMatchObject({
      status: 1,
      output: expect.stringMatching(/403 Forbidden .*pypi:acme\/gadget/),
    })
    const expired = await upload('widget', '1.0.0', attenuated(key, [0, 1_000_000_000, 0]))
    expect(expired).toMatchObject({ status: 1, output: expect.stringMatching(/403 Forbidden .*expired/) })
    const digest = await upload('widget', '1.0.0', attenuated(key, ['digest', [`sha256:${'0'.repeat(64)}`]]))
    expect(digest).toMatchObject({ status: 1, output: expect.stringMatching(/403 Forbidden .*sha256:0000/) })
    const password = await upload('widget', '1.0.0', 'correct horse battery staple')
    expect(password).toMatchObject({
      status: 1,
      output: expect.stringMatching(/403 Forbidden .*\/account\/keys/),
    })
  })

  test('shows the reason too where the upload is larger than any buffer on the way', async () => {
    const refused = await upload('gadget', '1.0.0', key, [['large.txt', 'x'.repeat(6 * 1024 * 1024)]])
    expect(refused).toMatchObject({
      status: 1,
      output: expect.stringMatching(/403 Forbidden .*pypi:acme\/gadget/),
    })
  })

  test('takes another file of the same name for one that exists', async () => {
    await upload('widget', '1.0.0', key)
    const again = await upload('widget', '1.0.0', key, [['more.py', '']])
    expect(again).toMatchObject({
      status: 1,
      output: expect.stringMatching(/400 Bad Request .*File already exists/),
    })
  })

  test('says that the address lacks its slash', async () => {
    const answer = await command({
      words: [
        '/usr/bin/twine',
        'upload',
        '--non-interactive',
        '--repository-url',
        `${house.listener.origin}/pypi/acme/legacy`,
        makeWheel(house.folder, { name: 'widget', version: '1.0.0' }),
      ],
      folder: house.folder,
      env: { TWINE_USERNAME: '__token__', TWINE_PASSWORD: key },
    })
    expect(answer).toMatchObject({ status: 1, output: expect.stringMatching(/redirect/i) })
  })
})

describeWith(['pip', 'keyring'], 'pip', () => {
  let house: PypiHouse
  let target: string
  let reader: string
  beforeEach(async () => {
    house = await pypiHouse()
    for (const version of ['1.0.0', '1.1.0'])
      await house.uploadWheel({ name: 'my_widget', version, requiresPython: '>=3.6' })
    await house.uploadWheel({ name: 'my_widget', version: '2.0.0', requiresPython: '>=99' })
    reader = textOf(await house.keyOf(house.alice, [{ actions: ['read'], targets: ['pypi:acme'] }]))
    target = join(house.folder, 'downloads')
    mkdirSync(target)
  })

  const download = (index: URL, env: Readonly<Record<string, string>> = {}, wanted = 'My.Widget') =>
    command({
      words: ['/usr/bin/python3', '-m', 'pip', 'download', '--no-deps', '--no-cache-dir', wanted],
      folder: target,
      env: { PIP_INDEX_URL: index.href, PIP_DISABLE_PIP_VERSION_CHECK: '1', PIP_NO_INPUT: '1', ...env },
    })

  const address = (password?: string) => {
    const index = new URL('/pypi/acme/simple/', house.listener.origin)
    if (password !== undefined) Object.assign(index, { username: '__token__', password })
    return index
  }

  const downloaded = () => readdirSync(target).filter(name => name.endsWith('.whl'))

  test('downloads the newest that its Python can run, with a key in the index address', async () => {
    expect(await download(address(reader))).toMatchObject({ status: 0 })
    expect(downloaded()).toEqual(['my_widget-1.1.0-py3-none-any.whl'])
  })

  test('passes over a version that is yanked, and says why where it is asked for by itself', async () => {
    const { token } = await house.keyOf(house.alice, [{ actions: ['retire'], targets: ['*'] }])
    const yanked = { package: 'my-widget', version: '1.1.0' }
    const judge = judgeOf(house, granted(await house.authenticate(token)), yanked)
    granted(await house.repositories.retireVersion(judge, 'It deletes too much.'))
    expect(await download(address(reader))).toMatchObject({ status: 0 })
    expect(downloaded()).toEqual(['my_widget-1.0.0-py3-none-any.whl'])

    const pinned = await download(address(reader), {}, 'My.Widget==1.1.0')
    expect(pinned).toMatchObject({ status: 0, output: expect.stringContaining('It deletes too much.') })
    expect(downloaded()).toContain('my_widget-1.1.0-py3-none-any.whl')
  })

  test('downloads with a key in netrc', async () => {
    const netrc = `machine 127.0.0.1 login __token__ password ${reader}\n`
    writeFileSync(join(target, '.netrc'), netrc, { mode: 0o600 })
    expect(await download(address())).toMatchObject({ status: 0 })
    expect(downloaded()).toEqual(['my_widget-1.1.0-py3-none-any.whl'])
  })

  test('downloads with a key in a keyring', async () => {
    // The keyring that Debian packages, with a backend that needs no desktop.
    const env = {
      PYTHON_KEYRING_BACKEND: 'keyrings.alt.file.PlaintextKeyring',
      XDG_DATA_HOME: join(target, 'keyring'),
      // This pip asks its keyring only where it might ask the person.
      PIP_NO_INPUT: '0',
    }
    const words = ['/usr/bin/python3', '-m', 'keyring', 'set', address().href, '__token__'] as const
    const set = await command({ words, folder: target, env, input: `${reader}\n` })
    expect(set).toMatchObject({ status: 0 })
    const named = address()
    named.username = '__token__'
    expect(await download(named, env)).toMatchObject({ status: 0 })
    expect(downloaded()).toEqual(['my_widget-1.1.0-py3-none-any.whl'])
  })

  test('gets nothing without a key, or with one that may not read', async () => {
    expect((await download(address())).status).not.toBe(0)
    const publisher = await house.keyOf(house.alice, [{ actions: ['publish'], targets: ['pypi:acme'] }])
    expect((await download(address(textOf(publisher)))).status).not.toBe(0)
    expect(downloaded()).toEqual([])
  })

  test('installs, and what was installed runs', async () => {
    const site = join(target, 'site')
    const installed = await command({
      words: [
        '/usr/bin/python3',
        '-m',
        'pip',
        'install',
        '--target',
        site,
        '--no-input',
        '--no-cache-dir',
        'my-widget',
      ],
      folder: target,
      env: { PIP_INDEX_URL: address(reader).href, PIP_DISABLE_PIP_VERSION_CHECK: '1' },
    })
    expect(installed.output).toMatch(/Successfully installed/)
    const run = await command({
      words: ['/usr/bin/python3', '-c', 'import my_widget; print(my_widget.version)'],
      folder: target,
      env: { PYTHONPATH: site },
    })
    expect(run.stdout).toBe('1.1.0\n')
  })
})
