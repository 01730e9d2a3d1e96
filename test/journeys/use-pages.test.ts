/** The pages about the command and its clients: block by block as they stand there, typed by somebody who is logged in. */
import { chmodSync, cpSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { makeWheel } from '../../packages/server/src/ecosystems/pypi/testing/wheel.ts'
import { furnish, password } from '../support/acme.ts'
import { listedWheels, wheelUpload } from '../support/client.ts'
import { command } from '../support/command.ts'
import { describeWith } from '../support/describe-with.ts'
import { emptyFolder } from '../support/folder.ts'
import { letIn } from '../support/logging-in.ts'
import { type ServerNode, startNode } from '../support/node.ts'
import { recordingProxy } from '../support/recording-proxy.ts'
import { freePort } from '../support/server.ts'
import { openTerminal } from '../support/terminal.ts'

const docs = fileURLToPath(new URL('../../docs/use/', import.meta.url))
const latchkey = fileURLToPath(new URL('../../packages/cli/bin', import.meta.url))

/** What these pages are about, and say that this version of the server does not speak. */
const servedByNobodyYet = ['npm', 'cargo', 'oci', 'git']

/** Those that other tests type. */
const elsewhere = ['client-library.md', 'hex.md', 'logging-in.md']
/** The page about the command is the last: it logs out. */
const pages = [
  ...globSync('*.md', { cwd: docs }).filter(page => ![...elsewhere, 'command.md'].includes(page)),
  'command.md',
]

/** The blocks of a page in its order; of a CI's own form, what it would run. */
function blocksOf(page: string): readonly string[] {
  const text = readFileSync(join(docs, page), 'utf8')
  return [...text.matchAll(/^```(sh|yaml)\n(.*?)^```$/gms)].map(([, language, block = '']) =>
    language === 'yaml' ? runBy(block) : block,
  )
}

/** What GitHub's `run:` or GitLab's `script:` says, with the variables that stand beside it and the secret `LATCHKEY_KEY`. */
function runBy(block: string): string {
  const variables = [...block.matchAll(/^ +([A-Z_]+): (.+)$/gm)].map(([, name, value = '']) =>
    value.includes('secrets.') ? `export ${name}="$(cat key.txt)"` : `export ${name}=${value}`,
  )
  const [, line = ''] = /(?:run: |^ +- )(npx .+)$/m.exec(block) ?? []
  const ofProject = /LATCHKEY_TOKEN/.test(block) ? [] : ['export LATCHKEY_TOKEN="$(cat key.txt)"']
  return [...variables, ...ofProject, 'export CI=true', line].join('\n')
}

describeWith(['twine', 'pip', 'keyring', 'tmux'], 'the page', () => {
  const open = new AsyncDisposableStack()
  const folder = open.use(emptyFolder()).path
  const programs = join(folder, 'programs')
  let server: ServerNode
  let token: string
  /** Where somebody logged in as the page about the command says. */
  let person: string
  let home: string
  let published = 0

  const here = (text: string) => text.replaceAll('https://packages.example.com', server.origin)

  beforeAll(async () => {
    const wire = open.use(await recordingProxy(servedByNobodyYet))
    const port = await freePort()
    wire.passTo(port)
    const env = { LATCHKEY_ORIGIN: wire.origin }
    server = open.use(await startNode({ data: join(folder, 'data'), port, env }))
    token = await furnish({ data: join(folder, 'data'), origin: server.origin })
    expect((await wheelUpload(server.origin, token, '0.9').send()).status).toBe(200)
    mkdirSync(programs)
    for (const name of ['latchkey', 'npx']) {
      const run = name === 'npx' ? '"$@"' : `${process.execPath} ${join(latchkey, 'latchkey.js')} "$@"`
      writeFileSync(join(programs, name), `#!/bin/sh\nexec ${run}\n`)
      chmodSync(join(programs, name), 0o755)
    }
    person = join(folder, 'person')
    mkdirSync(person)
    using terminal = await openTerminal(person)
    terminal.type(here(blocksOf('command.md')[0]?.trim() ?? ''))
    const [, code = ''] = await terminal.shows(/this code: (\S+)/)
    await letIn(server.origin, { username: 'ada', password }, code)
    expect((await terminal.ended()).status).toBe(0)
  })
  afterAll(() => open.disposeAsync())
  beforeEach(() => {
    home = join(folder, 'home')
    rmSync(home, { recursive: true, force: true })
    mkdirSync(join(home, 'project', 'dist'), { recursive: true })
    cpSync(join(person, '.config'), join(home, '.config'), { recursive: true })
    chmodSync(join(home, '.config/latchkey'), 0o700)
  })

  /** In a project with a wheel that was never published; whoever would be asked for a yes says it. */
  async function type(block: string): Promise<string> {
    published += 1
    const project = join(home, 'project')
    rmSync(join(project, 'dist'), { recursive: true })
    mkdirSync(join(project, 'dist'))
    makeWheel(join(project, 'dist'), { name: 'widget', version: `1.0.${published}` })
    const script = here(block).replaceAll(/^latchkey setup .+$/gm, '$& --yes')
    const path = [programs, dirname(process.execPath), '/usr/bin', process.env['PATH']].join(':')
    const answer = await command({
      words: ['bash', '-c', `set -eo pipefail\n${script}`],
      folder: project,
      env: {
        HOME: home,
        PATH: path,
        PIP_TARGET: join(home, 'installed'),
        PIP_DISABLE_PIP_VERSION_CHECK: '1',
      },
    })
    if (answer.status !== 0) throw new Error(`${script}\n${answer.output}`)
    return answer.output
  }

  const versions = async () =>
    [...(await listedWheels(server.origin, token)).keys()].map(name => name.split('-')[1])

  describe.each(pages)('%s', page => {
    const blocks = blocksOf(page).filter(block => !/^latchkey login /.test(block))

    test('says what works', async () => {
      for (const block of blocks) {
        await type(block)
        if (/\btwine upload\b/.test(block)) expect(await versions()).toContain(`1.0.${published}`)
        if (/\bpip install\b/.test(block))
          expect(globSync('installed/widget-*', { cwd: home }), block).not.toEqual([])
      }
      const left = globSync('**/*', { cwd: join(home, 'project'), withFileTypes: true })
      const secrets = left.filter(
        entry =>
          entry.isFile() &&
          entry.name !== 'key.txt' &&
          /latchkey-[\w-]{60,}/.test(readFileSync(join(entry.parentPath, entry.name), 'latin1')),
      )
      expect(secrets).toEqual([])
    })
  })

  test('that anybody reads is among those that are typed here or elsewhere', () => {
    const other = globSync('*.test.ts', { cwd: import.meta.dirname })
      .map(file => readFileSync(join(import.meta.dirname, file), 'utf8'))
      .join('\n')
    expect(elsewhere.filter(page => !other.includes(`docs/use/${page}`))).toEqual([])
    expect(pages.filter(page => blocksOf(page).length === 0)).toEqual([])
  })
})
