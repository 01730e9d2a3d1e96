import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { refused } from '@latchkey/tokens'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { play } from '../../../protocol/src/command/testing/play.ts'
import { makeWheel } from '../ecosystems/pypi/testing/wheel.ts'
import { testEngines } from '../storage/testing/stores.ts'
import { readConfiguration } from './configuration.ts'
import { program } from './program.ts'
import { startServer } from './start-server.ts'

describe.each(testEngines)('the folder of the files, on $name', engine => {
  let folder: string
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'latchkey-files-'))
  })
  afterAll(() => rm(folder, { recursive: true }))

  /** A Latchkey with one published file, whose files are in `shared`. */
  async function latchkey(published = true) {
    const data = await mkdtemp(join(folder, 'data-'))
    const shared = join(data, 'shared')
    const database = await engine.newUrl(data)
    const environment = (files = shared) => ({
      ...{ PORT: '0', LATCHKEY_LOG: 'silent', LATCHKEY_DATA: data },
      ...{ LATCHKEY_DATABASE: database, LATCHKEY_FILES: files },
    })
    const run = (line: string, files?: string, input = '') =>
      play(program, line.split(' '), { now: Date.now(), environment: environment(files), input })
    if (published) {
      const ada = 'account create --username ada --email ada@example.com'
      await run(ada, shared, 'a quiet harbour at dawn\n')
      await run('organization create acme --owner ada')
      await run('repository create pypi:acme')
      const wheels = await mkdtemp(join(data, 'wheels-'))
      makeWheel(wheels, { name: 'widget', version: '1.0' })
      expect(await run(`repository import pypi:acme ${wheels}`)).toMatchObject({ exitCode: 0 })
    }
    /** What a node with this folder says to starting. */
    async function start(files?: string): Promise<string> {
      const configuration = readConfiguration(environment(files))
      if (refused(configuration)) throw new Error(configuration.message)
      const server = await startServer(configuration)
      if (refused(server)) return `${server.code}: ${server.next}`
      await server.close(0)
      return 'started'
    }
    const markerIn = (files: string) => readFile(join(files, 'latchkey-folder'), 'utf8')
    return { data, shared, run, start, markerIn }
  }
  const empty = () => mkdtemp(join(folder, 'empty-'))

  test('is known from the first start on, by every node that sees the same', async () => {
    const { start, shared, markerIn } = await latchkey(false)
    expect(await Promise.all([start(), start()])).toEqual(['started', 'started'])
    const marker = await markerIn(shared)
    expect(await start()).toBe('started')
    expect(await markerIn(shared)).toBe(marker)
  })

  test('where it is not mounted, a node refuses to start and says what to do, and leaves the place as it is', async () => {
    const { start, markerIn } = await latchkey()
    expect(await start()).toBe('started')
    const unmounted = await empty()
    expect(await start(unmounted)).toMatch(/^files_folder_unmarked: Mount the folder .*files adopt$/)
    await expect(markerIn(unmounted)).rejects.toThrow('ENOENT')
    expect(await start()).toBe('started')
  })

  test('of two first starts with different folders one is refused', async () => {
    const { start } = await latchkey(false)
    const answers = await Promise.all([start(await empty()), start(await empty())])
    expect(answers.filter(answer => answer === 'started')).toHaveLength(1)
    expect(answers.filter(answer => /^files_folder_(?:differs|unmarked)/.test(answer))).toHaveLength(1)
  })

  test('of another database is never taken: its files would be swept away', async () => {
    const one = await latchkey()
    const other = await latchkey()
    expect([await one.start(), await other.start()]).toEqual(['started', 'started'])
    expect(await one.start(other.shared)).toMatch(/^files_folder_differs/)
    const third = await latchkey(false)
    expect(await third.start(one.shared)).toMatch(/^files_folder_foreign/)
    expect(await one.start()).toBe('started')
  })

  test('that a crash left marked before the database knew of it is taken up', async () => {
    const { start, shared } = await latchkey(false)
    await mkdir(shared)
    await writeFile(join(shared, 'latchkey-folder'), 'AAAAAAAAAAAAAAAAAAAAAA\n')
    expect(await start()).toBe('started')
  })

  test('is not needed by commands that are not about files, and no import writes into another', async () => {
    const { run, start, data } = await latchkey()
    await start()
    const elsewhere = await empty()
    expect(await run('organization quota acme', elsewhere)).toMatchObject({ exitCode: 0 })
    makeWheel(data, { name: 'gadget', version: '1.0' })
    expect(await run(`repository import pypi:acme ${data}`, elsewhere)).toMatchObject({
      exitCode: 1,
      said: expect.stringContaining('lacks their marker'),
    })
  })

  describe('that was moved', () => {
    test('is adopted with all its files, and the former one is refused from then on', async () => {
      const { run, start, shared, data } = await latchkey()
      await start()
      const moved = join(data, 'moved')
      await cp(shared, moved, { recursive: true })
      expect(await run('files adopt', moved)).toMatchObject({
        exitCode: 0,
        output: `${moved} is the folder of the files from now on, with 1 of 1 files.\n`,
      })
      expect(await start(moved)).toBe('started')
      expect(await start(shared)).toMatch(/^files_folder_differs/)
    })

    test('is not adopted without a file that is published, unless it is told so', async () => {
      const { run, start, shared } = await latchkey()
      await start()
      const elsewhere = await empty()
      expect(await run('files adopt', elsewhere)).toMatchObject({
        exitCode: 1,
        said: expect.stringMatching(/lacks 1 files that are published:\n[0-9a-f]{64}/),
      })
      expect(await start(shared)).toBe('started')
      const adopted = await run('files adopt --incomplete --json', elsewhere)
      expect(JSON.parse(adopted.output)).toMatchObject({ files: 1, missing: [expect.any(String)] })
      expect(await start(elsewhere)).toBe('started')
      expect(await start(shared)).toMatch(/^files_folder_differs/)
    })
  })
})
