/** What leaves for a spreadsheet, or for a program, is what happened and nothing that runs. */
import { expect, test } from 'vitest'
import type { EventRecord } from '../../audit/index.ts'
import { formats, isFormat } from './file-formats.ts'

const event: EventRecord = {
  ...{ id: '7', what: 'key.renamed', at: Date.UTC(2026, 0, 1), address: '192.0.2.7', client: 'twine/6' },
  actor: { kind: 'account', id: 'a', name: 'ada' },
  credential: undefined,
  subject: { kind: 'key', id: 'k', name: 'ci' },
  organization: { id: 'o', name: 'acme' },
  details: { each: 0 },
}

test('a line of CSV has a cell for each of the names at its top', () => {
  expect(formats.csv.head).toMatch(/^id,at,what,actor_kind,.*,details\r\n$/)
  expect(formats.csv.line(event)).toBe(
    '7,2026-01-01T00:00:00.000Z,key.renamed,account,a,ada,,,,192.0.2.7,twine/6,key,k,ci,acme,"{""each"":0}"\r\n',
  )
  expect(formats.csv.head.split(',')).toHaveLength(formats.csv.line(event).split(',').length)
})

test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\tx', '\rx', '＝1'])(
  'a cell that a spreadsheet would run is text: %j',
  client => {
    expect(formats.csv.line({ ...event, client })).toContain(`,"'${client}",`)
  },
)

test.each([
  ['x;=1+1;', "x;'=1+1;"],
  ['x; "=1+1&"', 'x; "\'=1+1&"'],
  ['x\t-1', "x\t'-1"],
  ['\t=1', "'\t'=1"],
  ['x;\n@A1', "x;\n'@A1"],
])('so is one that begins where other spreadsheets part cells: %j', (client, text) => {
  expect(formats.csv.line({ ...event, client })).toContain(`,"${text.replaceAll('"', '""')}",`)
})

test('what has quotes, commas and lines in it stays one cell (RFC 4180)', () => {
  expect(formats.csv.line({ ...event, client: 'a "b", c\nd' })).toContain(',"a ""b"", c\nd",')
})

test('a line of JSON is one event whole, whatever stands in it', () => {
  const line = formats.jsonl.line({ ...event, client: 'a\nb' })
  expect(line.indexOf('\n')).toBe(line.length - 1)
  expect(JSON.parse(line)).toMatchObject({
    what: 'key.renamed',
    actor: { name: 'ada' },
    client: 'a\nb',
    credential: null,
  })
})

test('there are no other formats, of whatever name', () => {
  expect(['csv', 'jsonl', 'exe', '', 'constructor'].filter(isFormat)).toEqual(['csv', 'jsonl'])
})
