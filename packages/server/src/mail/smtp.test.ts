import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { getCACertificates, setDefaultCACertificates } from 'node:tls'
import { inspect } from 'node:util'
import { expect, onTestFinished, test } from 'vitest'
import { makeCertificate } from '../../../../test/support/certificate.ts'
import { createSmtp } from './smtp.ts'
import { readSmtpServer, type SmtpServer } from './smtp-server.ts'
import { startMailServer } from './testing/mail-server.ts'
import { DeliveryFailure, type Letter } from './transport.ts'

const from = { name: 'Packages, Acme', address: 'packages@example.com' }
const letter: Letter = {
  ...{ id: 'AAAAAAAAAAAAAAAAAAAAAA', createdAt: Date.UTC(2026, 0, 1, 12) },
  ...{ to: 'ada@example.com', subject: 'Your key expires', text: 'Tomorrow.\n.\nRotate it.\n' },
}

function serverAt(url: string): SmtpServer {
  const server = readSmtpServer(url)
  if (server === undefined) throw new Error(url)
  return server
}

async function makeCertificateFor(host: string) {
  const folder = await mkdtemp(join(tmpdir(), 'latchkey-mail-'))
  const { certificate, key } = makeCertificate(folder, host)
  const pair = { cert: await readFile(certificate, 'utf8'), key: await readFile(key, 'utf8') }
  await rm(folder, { recursive: true })
  return pair
}

/** Why the mail was not taken. */
async function failure(url: string, changed: Partial<Letter> = {}): Promise<DeliveryFailure> {
  const error = await createSmtp(serverAt(url), from)
    .deliver({ ...letter, ...changed })
    .then(
      () => undefined,
      (error: unknown) => error,
    )
  if (!(error instanceof DeliveryFailure)) throw new Error('The mail was taken.', { cause: error })
  return error
}

test('a mail arrives as it was written: from, to, subject, text, and one name however often it is sent', async () => {
  const server = await startMailServer()
  const transport = createSmtp(serverAt(`smtp://127.0.0.1:${server.port}`), from)
  expect(transport.place).toBe(`127.0.0.1:${server.port}`)
  await transport.deliver(letter)
  await transport.deliver(letter)
  expect(server.taken).toHaveLength(2)
  for (const { text, ...envelope } of server.taken) {
    expect(envelope).toMatchObject({ from: 'packages@example.com', to: ['ada@example.com'] })
    expect(text).toContain('From: "Packages, Acme" <packages@example.com>\r\n')
    expect(text).toContain('To: ada@example.com\r\n')
    expect(text).toContain('Subject: Your key expires\r\n')
    expect(text).toContain('Date: Thu, 01 Jan 2026 12:00:00 +0000\r\n')
    expect(text).toContain('Message-ID: <AAAAAAAAAAAAAAAAAAAAAA@example.com>\r\n')
    expect(text).toContain('Auto-Submitted: auto-generated\r\n')
    expect(text).toMatch(/text\/plain; charset=utf-8\r\n.*\r\n\r\nTomorrow\.\r\n\.\r\nRotate it\.\r\n/)
    expect(text).toMatch(/text\/html; charset=utf-8\r\n.*\r\n\r\n<!doctype html>/)
  }
})

test('a line break in a subject or a name adds no header', async () => {
  const server = await startMailServer()
  for (const end of ['\r\n', '\n', '\r', '\u2028', '\u0085']) {
    const sender = { name: `Acme${end}Bcc: eve@example.com`, address: from.address }
    const subject = `The key "ci${end}Bcc: eve@example.com${end}${end}Body" expires`
    await createSmtp(serverAt(`smtp://127.0.0.1:${server.port}`), sender).deliver({ ...letter, subject })
  }
  expect(server.taken).toHaveLength(5)
  for (const { to, text } of server.taken) {
    const [header = ''] = text.split('\r\n\r\n')
    expect(to).toEqual(['ada@example.com'])
    expect(header.split('\r\n').filter(line => /^(?:bcc|to|from):/i.test(line))).toHaveLength(2)
    expect(text).toMatch(/\r\n\r\nTomorrow\./)
  }
})

test.each([
  'ada@example.com\r\nBcc:eve@example.com',
  'ada@example.com\nBcc: eve@example.com',
  'ada@example.com>\r\nRCPT TO:<eve@example.com',
  'ada@example.com,eve@example.com',
  'ada@example.com;eve@example.com',
  'Ada <ada@example.com>',
])('nothing is sent to %j: it is not one address', async to => {
  const server = await startMailServer()
  expect(await failure(`smtp://127.0.0.1:${server.port}`, { to })).toMatchObject({ final: true })
  expect(server.taken).toEqual([])
})

// By 0.0.0.0 this machine is reached too, and that is no loopback name.
test('a mail server elsewhere is spoken to under TLS that can be trusted, or not at all', async () => {
  const certificate = await makeCertificateFor('IP:0.0.0.0')
  const inTheClear = await startMailServer()
  expect((await failure(`smtp://0.0.0.0:${inTheClear.port}`)).message).toMatch(/STARTTLS/i)
  expect(inTheClear.taken).toEqual([])

  const server = await startMailServer({ ...certificate })
  const immediate = await startMailServer({ ...certificate, secure: true })
  const places = [`smtp://0.0.0.0:${server.port}`, `smtps://0.0.0.0:${immediate.port}`]
  for (const place of places) expect((await failure(place)).message).toMatch(/self-signed certificate/)

  const usual = getCACertificates('default')
  onTestFinished(() => setDefaultCACertificates(usual))
  setDefaultCACertificates([...usual, certificate.cert])
  for (const place of places) await createSmtp(serverAt(place), from).deliver(letter)
  expect([...server.taken, ...immediate.taken].map(({ secure }) => secure)).toEqual([true, true])
})

test('it logs in with a user name and password; where they are wrong, nothing repeats them', async () => {
  const server = await startMailServer({
    allowInsecureAuth: true,
    onAuth({ username, password }, _session, done) {
      if (username === 'ada@example.com' && password === 'p@ss/word') return done(null, { user: username })
      // Some servers are this chatty.
      done(new Error(`No user ${username} with the password ${password}`))
    },
  })
  const at = (login: string) => `smtp://${login}@127.0.0.1:${server.port}`
  await createSmtp(serverAt(at('ada%40example.com:p%40ss%2Fword')), from).deliver(letter)
  expect(server.taken).toMatchObject([{ user: 'ada@example.com' }])

  const refusal = await failure(at('ada%40example.com:wr0ng-secret'))
  expect(refusal).toMatchObject({
    final: false,
    message: `127.0.0.1:${server.port} does not take the user name and password (535).`,
  })
  const encoded = ['wr0ng-secret', '\u0000ada@example.com\u0000wr0ng-secret'].map(text =>
    Buffer.from(text).toString('base64'),
  )
  for (const secret of ['wr0ng-secret', ...encoded])
    expect(`${inspect(refusal, { depth: 9, showHidden: true })}${refusal.stack}`).not.toContain(secret)
})

test.each([
  ['550 5.1.1 No such user', true],
  ['550 No such user', true],
  ['550 5.7.1 We do not relay for you', false],
  ['450 4.2.1 Mailbox busy', false],
])('a recipient that is answered with "%s" is given up for good: %s', async (answer, final) => {
  const server = await startMailServer({
    onRcptTo: (_address, _session, done) =>
      done(Object.assign(new Error(answer.slice(4)), { responseCode: Number(answer.slice(0, 3)) })),
  })
  const refusal = await failure(`smtp://127.0.0.1:${server.port}`)
  expect(refusal.final).toBe(final)
  expect(refusal.message).toContain(answer.slice(4))
})

test('a mail server that is not there is not there', async () => {
  const refusal = await failure('smtp://127.0.0.1:1')
  expect(refusal.final).toBe(false)
  expect(refusal.message).toContain('ECONNREFUSED')
})

test('the address of a mail server has a scheme, a host, and perhaps a login and a port', () => {
  expect(readSmtpServer('smtps://mail.example.com')).toEqual({
    ...{ host: 'mail.example.com', port: 465, tls: 'from the start', login: undefined },
  })
  expect(readSmtpServer('smtp://mail.example.com:25/')).toMatchObject({ port: 25, tls: 'after STARTTLS' })
  expect(readSmtpServer('smtp://localhost')).toMatchObject({ port: 587, tls: 'none' })
  expect(readSmtpServer('smtp://[::1]:25')).toMatchObject({ host: '::1', port: 25, tls: 'none' })
  const login = readSmtpServer('smtps://a%40b:p%3Aw@mail.example.com')?.login
  expect([login?.user, login?.password.expose()]).toEqual(['a@b', 'p:w'])
  expect(inspect(login, { showHidden: true })).not.toContain('p:w')
})

test.each([
  'mail.example.com',
  'http://mail.example.com',
  'smtps://',
  'smtps://user@mail.example.com',
  'smtps://:password@mail.example.com',
  'smtps://user:%zz@mail.example.com',
  // nodemailer would take these for options; no option of ours turns TLS off.
  'smtp://mail.example.com?requireTLS=false',
  'smtps://mail.example.com/?tls.rejectUnauthorized=false',
  'smtps://mail.example.com/path',
])('%s is no mail server', text => {
  expect(readSmtpServer(text)).toBeUndefined()
})
