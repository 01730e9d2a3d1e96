import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { refused } from '@latchkey/tokens'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { play, type Scene } from '../../../../protocol/src/command/testing/play.ts'
import type { Judge } from '../../access/index.ts'
import { buildTarball } from '../../ecosystems/hex/testing/build-tarball.ts'
import { makeWheel, sdistBytes } from '../../ecosystems/pypi/testing/wheel.ts'
import { testEngines } from '../../storage/testing/stores.ts'
import { program } from '../program.ts'
import { withRooms } from '../with-rooms.ts'
import { findPublisher } from './publisher.ts'

const folder = mkdtempSync(join(tmpdir(), 'latchkey-import-'))
const sha256 = (path: string) => createHash('sha256').update(readFileSync(path)).digest('hex')

afterAll(() => rmSync(folder, { recursive: true }))

describe.each(testEngines)('repository import beside a server on $name', engine => {
  let environment: Record<string, string>
  let files: string
  let wheel: string
  let sdist: string

  const run = (line: string, scene: Scene = {}) =>
    play(program, line.split(' '), { now: Date.now(), environment, ...scene })
  const json = async (line: string) => {
    const { exitCode, output } = await run(`${line} --json`)
    return { exitCode, ...JSON.parse(output) }
  }
  const outcomes = ({ files }: { files: { file: string; outcome: string }[] }) =>
    files.map(({ file, outcome }) => [file, outcome])
  /** File names with their digests, as the rows have them. */
  const published = async () =>
    withRooms(environment, async ({ repositories }) => {
      const repository = await repositories.find('acme', 'pypi')
      const { items } = await repositories.packages(repository?.id ?? '')
      const lists = await Promise.all(items.map(({ id }) => repositories.fileRecords(id)))
      return lists.flat().map(each => [each.filename, each.sha256, each.publisher, each.version])
    })

  beforeAll(async () => {
    const data = mkdtempSync(join(folder, 'data-'))
    environment = { LATCHKEY_DATA: data, LATCHKEY_DATABASE: await engine.newUrl(data) }
    files = mkdtempSync(join(folder, 'files-'))
    mkdirSync(join(files, 'older'))
    wheel = makeWheel(files, { name: 'my_widget', version: '1.0.0', requiresPython: '>=3.9' })
    sdist = join(files, 'older', 'my_widget-0.9.tar.gz')
    writeFileSync(sdist, sdistBytes())
    writeFileSync(join(files, 'README.txt'), 'Not a wheel.')
    const input = 'correct horse battery staple\n'
    await run('account create --username ada --email ada@example.com', { input })
    await run('account create --username bob --email bob@example.com', { input })
    await run('organization create acme --owner ada')
  })

  test('takes a repository and a folder that are there', async () => {
    expect(await json(`repository import pypi:acme ${files}`)).toMatchObject({
      exitCode: 1,
      error: { code: 'unknown_repository' },
    })
    await run('repository create pypi:acme')
    expect(await json(`repository import pypi:acme ${files}/nowhere`)).toMatchObject({
      error: { code: 'folder_unreadable' },
    })
    expect(await run(`repository import acme ${files}`)).toMatchObject({ exitCode: 2 })
    expect(await json(`repository import pypi:acme ${files} --account bob`)).toMatchObject({
      exitCode: 1,
      files: expect.arrayContaining([
        {
          file: wheel,
          outcome: 'refused',
          error: expect.objectContaining({ message: expect.stringContaining('no organization') }),
        },
      ]),
    })
    expect(await published()).toEqual([])
  })

  test('publishes nothing for --dry-run, and says what it would', async () => {
    const answer = await json(`repository import pypi:acme ${files} --dry-run`)
    expect(answer).toMatchObject({ exitCode: 0, dryRun: true })
    expect(outcomes(answer)).toContainEqual([wheel, 'imported'])
    expect(await published()).toEqual([])
  })

  test('publishes wheels and source distributions of all its folders byte for byte, and nothing else', async () => {
    const answer = await json(`repository import pypi:acme ${files}`)
    expect(answer).toMatchObject({ exitCode: 0, dryRun: false })
    expect(outcomes(answer)).toEqual([
      [join(files, 'README.txt'), 'no file of this ecosystem'],
      [wheel, 'imported'],
      [sdist, 'imported'],
    ])
    expect(await published()).toEqual([
      ['my_widget-0.9.tar.gz', sha256(sdist), 'ada', '0.9'],
      ['my_widget-1.0.0-py3-none-any.whl', sha256(wheel), 'ada', '1.0.0'],
    ])
  })

  test('goes on where it was when it is typed again', async () => {
    const newer = makeWheel(files, { name: 'my_widget', version: '1.1.0' })
    expect((await run(`repository import pypi:acme ${files}`)).output).toBe('1 imported, 2 already there.\n')
    expect(await published()).toContainEqual([
      'my_widget-1.1.0-py3-none-any.whl',
      sha256(newer),
      'ada',
      '1.1.0',
    ])
    expect((await run(`repository import pypi:acme ${files}`)).output).toBe('0 imported, 3 already there.\n')
  })

  test('imports what it can, and says what it cannot and why', async () => {
    const before = await published()
    const others = mkdtempSync(join(folder, 'others-'))
    makeWheel(others, { name: 'my_widget', version: '1.0.0', entries: [['more.py', '']] })
    makeWheel(others, { name: 'gadget', version: '1.0' })
    writeFileSync(join(others, 'broken-1.0-py3-none-any.whl'), 'no zip')
    for (const dryRun of [' --dry-run', '']) {
      const { exitCode, output, said } = await run(`repository import pypi:acme ${others}${dryRun}`)
      expect(exitCode).toBe(1)
      expect(output).toMatch(/^1 (would be )?imported, 0 already there, 2 refused\.$/m)
      expect(said).toMatch(/broken-1\.0-py3-none-any\.whl: /)
      expect(said).toMatch(/my_widget-1\.0\.0-py3-none-any\.whl: File already exists/)
    }
    const again = await json(`repository import pypi:acme ${others}`)
    expect(again).toMatchObject({ exitCode: 1, dryRun: false })
    expect(outcomes(again).map(([file, outcome]) => [basename(String(file)), outcome])).toEqual([
      ['broken-1.0-py3-none-any.whl', 'refused'],
      ['gadget-1.0-py3-none-any.whl', 'already there'],
      ['my_widget-1.0.0-py3-none-any.whl', 'refused'],
    ])
    const after = await published()
    expect(after).toEqual(expect.arrayContaining(before as unknown[]))
    expect(after).toHaveLength((before as unknown[]).length + 1)
  })

  test('publishes the tarballs of a Hex repository, and passes over what else such a folder has', async () => {
    const tarballs = mkdtempSync(join(folder, 'tarballs-'))
    writeFileSync(join(tarballs, 'widget-1.0.0.tar'), buildTarball())
    writeFileSync(join(tarballs, 'widget-2.0.0.tar'), buildTarball({ files: [{ name: '../evil' }] }))
    writeFileSync(join(tarballs, 'names'), 'signed by another key')
    await run('repository create hex:acme')
    const imported = await json(`repository import hex:acme ${tarballs}`)
    expect(outcomes(imported).map(([file, outcome]) => [basename(String(file)), outcome])).toEqual([
      ['names', 'no file of this ecosystem'],
      ['widget-1.0.0.tar', 'imported'],
      ['widget-2.0.0.tar', 'refused'],
    ])
    await withRooms(environment, async ({ repositories }) => {
      const repository = await repositories.find('acme', 'hex')
      expect(await repositories.versions(repository?.id ?? '')).toMatchObject([
        { package: 'widget', version: '1.0.0' },
      ])
    })
  })

  test('shows a person how far it is, and a program nothing', async () => {
    const shown = await run(`repository import pypi:acme ${files}`, { watched: true })
    expect(shown.said).toContain('1 of 4: README.txt')
    expect((await run(`repository import pypi:acme ${files}`)).said).toBe('')
  })

  test('brings no file back that was deleted', async () => {
    await withRooms(environment, async rooms => {
      const acme = await rooms.organizations.byName('acme')
      const ada = acme && (await findPublisher(rooms, acme, 'ada'))
      if (ada === undefined || refused(ada)) throw new Error('She is there.')
      const place = { organization: 'acme', ecosystem: 'pypi', package: 'my-widget', version: '1.0.0' }
      const judge: Judge = transaction =>
        rooms.authorizer.authorize(ada, { action: 'delete', ...place }, transaction)
      expect(await rooms.repositories.deleteFiles(judge)).toHaveLength(1)
    })
    for (const dryRun of [' --dry-run', '']) {
      const { exitCode, said } = await run(`repository import pypi:acme ${files}${dryRun}`)
      expect(exitCode).toBe(1)
      expect(said).toMatch(/my_widget-1\.0\.0-py3-none-any\.whl: This filename was previously used/)
    }
    expect(JSON.stringify(await published())).not.toContain('my_widget-1.0.0')
  })
})
