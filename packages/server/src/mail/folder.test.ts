import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createMailFolder } from './folder.ts'

let place: string

beforeAll(async () => {
  place = await mkdtemp(join(tmpdir(), 'latchkey-mail-'))
})
afterAll(() => rm(place, { recursive: true }))

test('a mail is one whole file that only this user reads, and the same one when it is delivered again', async () => {
  const folder = join(place, 'mail')
  const transport = createMailFolder(folder, { name: 'Latchkey', address: 'latchkey@localhost' })
  const letter = {
    ...{ id: 'AAAAAAAAAAAAAAAAAAAAAA', createdAt: Date.UTC(2026, 0, 1, 12) },
    ...{ to: 'ada@example.com', subject: 'Schlüssel für ada', text: 'Morgen läuft er ab.\n' },
  }
  await transport.deliver(letter)
  await transport.deliver(letter)
  const [name = '', ...others] = await readdir(folder)
  expect(others).toEqual([])
  expect(name).toBe('2026-01-01T12.00.00.000Z-AAAAAAAAAAAAAAAAAAAAAA.eml')
  const text = await readFile(join(folder, name), 'utf8')
  expect(text).toContain('From: Latchkey <latchkey@localhost>\r\n')
  expect(text).toContain('To: ada@example.com\r\n')
  expect(text).toContain('Subject: =?UTF-8?Q?Schl=C3=BCssel_f=C3=BCr_ada?=\r\n')
  expect(text).toContain('Morgen l=C3=A4uft er ab.')
  // RFC 2046 section 5.1.4: the plainest first.
  const types = [...text.matchAll(/^Content-Type: ([a-z/]+)/gm)].map(([, type]) => type)
  expect(types).toEqual(['multipart/alternative', 'text/plain', 'text/html'])
  expect(text).toContain('<p>Morgen l=C3=A4uft er ab.</p>')
  const modes = [(await stat(folder)).mode, (await stat(join(folder, name))).mode]
  expect(modes.map(mode => (mode & 0o777).toString(8))).toEqual(['700', '600'])
})
