import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { play } from '../../../../protocol/src/command/testing/play.ts'
import { startMailServer } from '../../mail/testing/mail-server.ts'
import { program } from '../program.ts'

let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'latchkey-mail-test-'))
})
afterAll(() => rm(folder, { recursive: true }))

const LATCHKEY_MAIL_FROM = 'Packages of Acme <packages@example.com>'
const run = (line: string, environment: Record<string, string>) =>
  play(program, line.split(' '), { now: Date.now(), environment: { LATCHKEY_DATA: folder, ...environment } })

test('where no mail server is set, the mail becomes a file, and the command says where', async () => {
  const played = await run('mail test --to ada@example.com', {})
  expect(played).toMatchObject({ exitCode: 0 })
  expect(played.output).toContain(join(folder, 'mail'))
  const [name = ''] = await readdir(join(folder, 'mail'))
  const text = await readFile(join(folder, 'mail', name), 'utf8')
  expect(text).toContain('From: Latchkey <latchkey@localhost>\r\n')
  expect(text).toContain('To: ada@example.com\r\n')
})

test('a mail server is asked to take one mail, and takes it with the right login only', async () => {
  const server = await startMailServer({
    allowInsecureAuth: true,
    onAuth: ({ username, password }, _session, done) =>
      password === 'hunter2' ? done(null, { user: username }) : done(new Error(`Not ${password}`)),
  })
  const LATCHKEY_MAIL = `smtp://latchkey:hunter2@127.0.0.1:${server.port}`
  const played = await run('mail test --to ada@example.com --json', { LATCHKEY_MAIL, LATCHKEY_MAIL_FROM })
  expect(JSON.parse(played.output)).toEqual({
    ...{ to: 'ada@example.com', place: `127.0.0.1:${server.port}`, kind: 'smtp' },
  })
  expect(server.taken).toMatchObject([
    { user: 'latchkey', from: 'packages@example.com', to: ['ada@example.com'] },
  ])

  const wrong = { LATCHKEY_MAIL: LATCHKEY_MAIL.replace('hunter2', 'hunter3'), LATCHKEY_MAIL_FROM }
  const refusal = await run('mail test --to ada@example.com', wrong)
  expect(refusal).toMatchObject({ exitCode: 1 })
  expect(refusal.said).toContain(`127.0.0.1:${server.port} does not take the user name and password (535).`)
  expect(refusal.said).toContain('LATCHKEY_MAIL')
  expect(refusal.output + refusal.said).not.toContain('hunter3')
})

test('what is no mail server, no sender or no recipient is told without a password', async () => {
  const LATCHKEY_MAIL = 'smtps://latchkey:hunter2@mail.example.com'
  const played = [
    await run('mail test --to ada@example.com', {
      LATCHKEY_MAIL: 'latchkey:hunter2@mail',
      LATCHKEY_MAIL_FROM,
    }),
    await run('mail test --to ada@example.com', { LATCHKEY_MAIL }),
    await run('mail test --to ada', { LATCHKEY_MAIL, LATCHKEY_MAIL_FROM }),
    await run('config show', { LATCHKEY_MAIL, LATCHKEY_MAIL_FROM }),
  ]
  expect(played.map(({ exitCode }) => exitCode)).toEqual([1, 1, 1, 0])
  expect(played[0]?.said).toContain('smtps://USER:PASSWORD@HOST')
  expect(played[1]?.said).toContain('LATCHKEY_MAIL is set without LATCHKEY_MAIL_FROM')
  expect(played[2]?.said).toContain('This is not an e-mail address')
  expect(JSON.stringify(played)).not.toContain('hunter2')
})
