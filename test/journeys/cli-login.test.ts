/** A person sits at a terminal and logs in at two registries: the way that every other journey with the command begins. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { App } from '../../packages/server/src/second-factors/testing.ts'
import { furnish, password, typed } from '../support/acme.ts'
import { openWindow, type Window } from '../support/browser.ts'
import { describeWith } from '../support/describe-with.ts'
import { emptyFolder } from '../support/folder.ts'
import { refresh } from '../support/logging-in.ts'
import { type ServerNode, startNode } from '../support/node.ts'
import { addAuthenticator, letDeviceIn, signIn } from '../support/pages.ts'
import { freePort } from '../support/server.ts'
import { type Ended, openTerminal, type RealTerminal } from '../support/terminal.ts'

describeWith(['tmux', 'chromium'], 'a person at a terminal', () => {
  const open = new AsyncDisposableStack()
  const folder = open.use(emptyFolder()).path
  /** Everything that was ever on the screen. */
  const seen: string[] = []
  let atWork: ServerNode
  let atHome: ServerNode
  let portOfHome: number
  let window: Window
  let app: App
  let terminal: RealTerminal

  beforeAll(async () => {
    const work = { data: join(folder, 'work') }
    atWork = open.use(await startNode(work))
    await furnish({ ...work, origin: atWork.origin })
    portOfHome = await freePort()
    await startHome()
    await typed(
      { data: join(folder, 'home'), origin: atHome.origin },
      'account create --username grace --email grace@example.com',
      password,
    )
    window = open.use(await openWindow())
    await signIn(window.page, atWork.origin, { username: 'ada', password })
    app = await addAuthenticator(window.page, atWork.origin)
    terminal = open.use(await openTerminal(folder))
  })
  afterAll(() => open.disposeAsync())

  async function startHome(): Promise<void> {
    atHome = open.use(await startNode({ data: join(folder, 'home'), port: portOfHome }))
  }

  async function run(line: string): Promise<Ended> {
    const ended = await terminal.run(line)
    seen.push(ended.screen)
    return ended
  }

  /** Types it, and lets it in by what it shows. */
  async function logIn(line: string, code?: ReturnType<App['code']>): Promise<Ended> {
    terminal.type(line)
    const [, link = ''] = await terminal.shows(/(http:\S+\/device\S*)/)
    const [, userCode = ''] = await terminal.shows(/this code: (\S+)/)
    await letDeviceIn(window.page, { link, userCode, ...(code !== undefined && { code }) })
    const ended = await terminal.ended()
    seen.push(ended.screen)
    return ended
  }

  /** The tokens that are kept. */
  function keptSecrets(): readonly string[] {
    const kept = readFileSync(join(folder, '.config/latchkey/credentials.json'), 'utf8')
    return [...new Set(kept.match(/latchkey-[\w-]{60,}/g))]
  }

  test('logs in by a page and a code that it shows, let in with a one-time code', async () => {
    // The code of this moment was given when it was added; the app's next is taken early.
    const { status, screen } = await logIn(`latchkey login ${atWork.origin}`, app.code(1))
    expect([status, screen]).toEqual([0, expect.stringContaining(`Logged in at ${atWork.origin} as ada.`)])
    expect(await run('latchkey whoami')).toEqual({ status: 0, screen: 'ada' })
  })

  test('is told who they are, where that comes from and for how long, and that all is well', async () => {
    const status = await run('latchkey status')
    expect(status.status).toBe(0)
    for (const word of [atWork.origin, 'ada', 'acme', 'owner', 'login']) expect(status.screen).toContain(word)
    const explained = await run('latchkey explain')
    expect([explained.status, explained.screen]).toEqual([0, expect.stringMatching(/login/)])
    expect((await run('latchkey doctor')).status).toBe(0)
  })

  test('logs in at another registry too, and goes back and forth', async () => {
    await signIn(window.page, atHome.origin, { username: 'grace', password })
    expect((await logIn(`latchkey login ${atHome.origin}`)).status).toBe(0)
    expect((await run('latchkey whoami')).screen).toBe('grace')
    const { screen } = await run('latchkey status')
    for (const word of [atWork.origin, 'ada', atHome.origin, 'grace']) expect(screen).toContain(word)
    expect((await run(`latchkey switch ${atWork.origin}`)).status).toBe(0)
    expect((await run('latchkey whoami')).screen).toBe('ada')
    expect((await run(`latchkey whoami --registry ${atHome.origin}`)).screen).toBe('grace')
  })

  test('gives a login up before it is let in, and keeps what was there', async () => {
    terminal.type(`latchkey login ${atHome.origin}`)
    await terminal.shows(/this code: (\S+)/)
    terminal.press('C-c')
    expect((await terminal.ended()).status).toBe(130)
    expect((await run(`latchkey whoami --registry ${atHome.origin}`)).screen).toBe('grace')
  })

  test('is not told that they are logged out while the registry is down, and is once it is back', async () => {
    const { refreshToken } = loginAt(atHome.origin)
    await atHome.kill()
    const away = await run(`latchkey logout ${atHome.origin}`)
    expect([away.status, away.screen]).toEqual([5, expect.stringContaining('is kept here')])
    expect(loginAt(atHome.origin).refreshToken).toBe(refreshToken)
    expect((await run(`latchkey status --registry ${atHome.origin}`)).status).toBe(5)

    await startHome()
    expect((await run(`latchkey logout ${atHome.origin}`)).status).toBe(0)
    expect(keptSecrets()).not.toContain(refreshToken)
    expect((await refresh(atHome.origin, refreshToken)).body).toMatchObject({ error: 'invalid_grant' })
    expect((await run('latchkey whoami')).screen).toBe('ada')
  })

  test('never saw a secret on the screen', () => {
    const secrets = keptSecrets()
    expect(secrets.length).toBeGreaterThan(1)
    expect(secrets.filter(secret => seen.join('\n').includes(secret))).toEqual([])
  })

  function loginAt(origin: string): { readonly refreshToken: string } {
    const kept = readFileSync(join(folder, '.config/latchkey/credentials.json'), 'utf8')
    const { credentials } = JSON.parse(kept)
    return (
      Object.values<{ origin: string; refreshToken: string }>(credentials).find(
        each => each.origin === origin,
      ) ?? { refreshToken: '' }
    )
  }
})
