/** That the search of the logs would find what it looks for. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
import { command } from '../support/command.ts'
import { emptyFolder } from '../support/folder.ts'
import { searchLogs } from '../support/search-logs.ts'

const secret = 'latchkey-AgETcGFja2FnZXMuZXhhbXBsZS5jb20'

function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = emptyFolder()
  onTestFinished(() => folder[Symbol.asyncDispose]())
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder.path, name), text)
  return folder.path
}

test.each([
  ['as it is', secret],
  ['in the middle of a path', `/set-up/${secret}/more`],
  ['as HTTP Basic carries it', Buffer.from(`__token__:${secret}`).toString('base64')],
  ['as a URL writes it', encodeURIComponent('a quiet harbour at dawn')],
])('a secret that stands in a log %s is found', (_, written) => {
  const line = JSON.stringify({ level: 30, msg: `Said: ${written}` })
  const folder = folderWith({
    '1.secrets': `${JSON.stringify(secret)}\n${JSON.stringify('a quiet harbour at dawn')}\n`,
    '2.log': `{"msg":"Nothing."}\n${line}\n`,
  })
  expect(searchLogs(folder)).toEqual({ secrets: 2, lines: 2, found: [line] })
})

test('a log without secrets has none', () => {
  const folder = folderWith({
    '1.secrets': `${JSON.stringify(secret)}\n`,
    '2.log': `{"msg":"/set-up/[redacted]"}\n`,
  })
  expect(searchLogs(folder)).toMatchObject({ lines: 1, found: [] })
})

test('what is tried as a secret and is public is none', () => {
  const folder = folderWith({
    '1.secrets': `${JSON.stringify(secret)}\n${JSON.stringify('24zvTkbYM1WpIZkx_mxegg')}\n`,
    '1.public': `${JSON.stringify('24zvTkbYM1WpIZkx_mxegg')}\n`,
    '2.log': `{"key":"24zvTkbYM1WpIZkx_mxegg"}\n{"key":"${secret}"}\n`,
  })
  expect(searchLogs(folder)).toEqual({ secrets: 1, lines: 2, found: [`{"key":"${secret}"}`] })
})

test('every process that looks at a secret writes it down', async () => {
  const folder = folderWith({})
  const record = fileURLToPath(new URL('../support/record-secrets.mjs', import.meta.url))
  const protocol = new URL('../../packages/protocol/src/secret.ts', import.meta.url)
  const program = `import { Secret } from '${protocol}'; new Secret('${secret}').expose()`
  await command({
    words: [process.execPath, '--import', record, '--input-type=module', '--eval', program],
    folder,
    env: { LATCHKEY_TEST_RUN: folder },
    input: '',
  })
  expect(searchLogs(folder)).toMatchObject({ secrets: 1 })
})
