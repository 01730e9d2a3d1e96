/** Uploading with nothing but a login, and in CI with nothing but a key: what the wire saw, and what is left behind. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeWheel } from '../../packages/server/src/ecosystems/pypi/testing/wheel.ts'
import { inspect, refused } from '../../packages/tokens/src/index.ts'
import { furnish, password } from '../support/acme.ts'
import { type Authenticator, addSecondFactor } from '../support/authenticator.ts'
import { command } from '../support/command.ts'
import { watchCommandLines } from '../support/command-lines.ts'
import { describeWith } from '../support/describe-with.ts'
import { digestOf } from '../support/digest.ts'
import { emptyFolder } from '../support/folder.ts'
import { letIn } from '../support/logging-in.ts'
import { type ServerNode, startNode } from '../support/node.ts'
import { type RecordingProxy, recordingProxy } from '../support/recording-proxy.ts'
import { Secrets } from '../support/secrets.ts'
import { freePort } from '../support/server.ts'
import { openTerminal } from '../support/terminal.ts'
import { Visitor } from '../support/visitor.ts'

const latchkey = fileURLToPath(new URL('../../packages/cli/bin/latchkey.js', import.meta.url))
const ada = { username: 'ada', password }

describeWith(['twine', 'tmux'], 'latchkey exec', () => {
  const open = new AsyncDisposableStack()
  const outer = open.use(emptyFolder()).path
  const folder = (name: string) => join(outer, name)
  const secrets = new Secrets()
  let wire: RecordingProxy
  let server: ServerNode
  let key: string

  beforeAll(async () => {
    for (const name of ['home', 'build', 'runs']) mkdirSync(folder(name))
    wire = open.use(await recordingProxy())
    const port = await freePort()
    wire.passTo(port)
    const env = { LATCHKEY_ORIGIN: wire.origin, LATCHKEY_LOG: 'debug' }
    server = open.use(await startNode({ data: folder('data'), port, env }))
    key = secrets.keep('the key', await furnish({ data: folder('data'), origin: wire.origin }))
    writeFileSync(join(folder('build'), 'key.txt'), `${key}\n`, { mode: 0o600 })
  })
  afterAll(() => open.disposeAsync())

  /** The tokens of uploads, from the first of `wire.seen` that is asked for. */
  const uploadsSince = (first: number) =>
    wire.seen.slice(first).flatMap(({ path, token }) => (path === '/pypi/acme/legacy/' ? [token] : []))

  /** What a token says last: what was added to what it was made from. */
  function saidLast(token: string | undefined): readonly string[] {
    const inspection = inspect(token ?? '')
    return refused(inspection)
      ? [inspection.code]
      : inspection.restrictions.slice(-5).map(({ words }) => words)
  }

  const upTo15Minutes = expect.stringMatching(/^until /)
  const forThisWheel = (name: string, file: string) => [
    `may only publish pypi:acme/${name}`,
    'only version 1.0',
    `only a file with digest ${digestOf(file)}`,
    `only at ${wire.origin}`,
    upTo15Minutes,
  ]

  /** Where no secret belongs: every file but the person's own credentials and the server's keys, the logs, the arguments. */
  function leaks(lines: ReadonlySet<string>, shown: string): readonly string[] {
    for (const [at, { token }] of wire.seen.entries())
      if (token !== undefined) secrets.keep(`what was sent ${at}.`, token)
    const files = ['home', 'build', 'runs', 'data'].flatMap(name => secrets.foundInFolder(folder(name)))
    const kept = /in \S+\/(credentials\.json|key\.txt)$/
    // What is looked for would be found.
    expect(files.filter(found => kept.test(found))).not.toEqual([])
    return [
      ...files.filter(found => !kept.test(found)),
      ...secrets.foundIn([...lines].join('\n')),
      ...secrets.foundIn(server.output()),
      ...secrets.foundIn(shown),
    ]
  }

  test('uploads with a login whose account has a second factor: the code first, then the file', async () => {
    const visitor = new Visitor(wire.origin)
    const file = makeWheel(folder('home'), { name: 'widget', version: '1.0' })
    using terminal = await openTerminal(folder('home'), { TMPDIR: folder('runs') })
    terminal.type(`latchkey login ${wire.origin}`)
    const [, userCode = ''] = await terminal.shows(/this code: (\S+)/)
    await letIn(wire.origin, ada, userCode)
    expect((await terminal.ended()).status).toBe(0)
    await visitor.signIn(ada.username, ada.password)
    // After the login, whose window is therefore shut.
    const app: Authenticator = await addSecondFactor(visitor, { wait: () => {} })

    const [first, lines] = [wire.seen.length, watchCommandLines()]
    wire.heard = lines.look
    terminal.type('latchkey exec -- twine upload --disable-progress-bar widget-1.0-py3-none-any.whl')
    await terminal.shows(/One-time code: $/m)
    expect(uploadsSince(first)).toEqual([])
    const code = secrets.keep('the code', app.earlyCode())
    terminal.press(code)
    terminal.press('Enter')
    const { status, screen } = await terminal.ended()
    const seen = lines.stop()

    expect([status, screen]).toEqual([0, expect.stringContaining('twine may publish pypi:acme/widget')])
    expect([...seen].join('\n')).toContain('twine\0upload')
    const sent = uploadsSince(first)
    expect(sent.map(saidLast)).toEqual(sent.map(() => forThisWheel('widget', file)))
    expect(sent.length).toBeGreaterThan(0)
    expect(readdirSync(folder('runs'))).toEqual([])
    expect(leaks(seen, screen)).toEqual([])
  })

  test('uploads in CI, where nobody is, with a key of the organization in a file', async () => {
    const file = makeWheel(folder('build'), { name: 'gadget', version: '1.0' })
    const [first, lines] = [wire.seen.length, watchCommandLines()]
    wire.heard = lines.look
    const upload = ['twine', 'upload', '--non-interactive', '--disable-progress-bar', file]
    const { status, output } = await command({
      words: [process.execPath, latchkey, 'exec', '--key-file', 'key.txt', '--', ...upload],
      folder: folder('build'),
      env: { CI: 'true', LATCHKEY_REGISTRY: wire.origin, TMPDIR: folder('runs') },
    })
    const seen = lines.stop()
    expect([status, output]).toEqual([0, expect.stringContaining('twine may publish pypi:acme/gadget')])
    expect(uploadsSince(first).map(saidLast)).toEqual([forThisWheel('gadget', file)])
    const whole = wire.seen.filter(({ token }) => token === key).map(({ path }) => path)
    expect(whole.filter(path => !path.startsWith('/api/v1/'))).toEqual([])
    expect(readdirSync(folder('runs'))).toEqual([])
    expect(leaks(seen, output)).toEqual([])
  })

  /** Runs a program called pip, which says that it began, and ends with 42 where it is told to end. */
  async function started(name: string) {
    const [pip, sign] = [join(folder('build'), 'pip'), join(folder('build'), `${name}.started`)]
    const script = `trap 'exit 42' INT TERM HUP\n: > ${sign}\nwhile [ -e "$NETRC" ]; do sleep 0.02; done\n`
    writeFileSync(pip, `#!/bin/sh\n${script}`)
    chmodSync(pip, 0o755)
    const words = [latchkey, 'exec', '--key-file', 'key.txt', '--', pip, 'install', 'x']
    const own = { PATH: process.env['PATH'], HOME: folder('build') }
    const child = spawn(process.execPath, words, {
      cwd: folder('build'),
      env: { ...own, LATCHKEY_REGISTRY: wire.origin, TMPDIR: folder('runs') },
      stdio: 'ignore',
    })
    while (!existsSync(sign)) {
      if (child.exitCode !== null) throw new Error(`It ended with ${child.exitCode} before it began.`)
      await setTimeout(10)
    }
    return child
  }

  test.for(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    '%s goes on to the program, whose exit code comes back, and its files are gone',
    async signal => {
      const child = await started(signal)
      expect(readdirSync(folder('runs'))).toEqual([expect.stringMatching(/^latchkey-exec-/)])
      child.kill(signal)
      expect(await once(child, 'close')).toEqual([42, null])
      expect(readdirSync(folder('runs'))).toEqual([])
    },
  )

  test('killed at once, it leaves nothing but a token that ends in minutes', async () => {
    const child = await started('SIGKILL')
    child.kill('SIGKILL')
    await once(child, 'close')
    const [left = '', ...others] = readdirSync(folder('runs'))
    expect(others).toEqual([])
    const netrc = readFileSync(join(folder('runs'), left, 'netrc'), 'utf8')
    const inspection = inspect(/password (\S+)\n$/.exec(netrc)?.[1] ?? '')
    if (refused(inspection)) throw new Error(inspection.message)
    expect((inspection.expiresAt ?? Number.POSITIVE_INFINITY) - Date.now() / 1000).toBeLessThanOrEqual(
      15 * 60 + 1,
    )
    // Which ends the program, too.
    rmSync(join(folder('runs'), left), { recursive: true })
  })
})
