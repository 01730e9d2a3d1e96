import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { propertyOptions } from '../../../../../../test/support/runs.ts'
import { boundary, type FormPart, formBody } from '../testing/form.ts'
import { readBoundary } from './boundary.ts'
import { MalformedForm } from './malformed-form.ts'
import { readParts } from './parts.ts'

async function* chunked(bytes: Uint8Array, sizes: readonly number[]) {
  let at = 0
  for (let turn = 0; at < bytes.length; turn++) {
    const end = at + (sizes[turn % sizes.length] ?? bytes.length)
    yield bytes.subarray(at, end)
    at = end
  }
}

async function readAll(body: Uint8Array, sizes: readonly number[] = [body.length]) {
  const parts: [name: string, content: string, filename: string | undefined][] = []
  for await (const { name, filename, body: content } of readParts(chunked(body, sizes), boundary)) {
    const pieces: Uint8Array[] = []
    for await (const piece of content) pieces.push(piece)
    parts.push([name, Buffer.concat(pieces).toString('latin1'), filename])
  }
  return parts
}

const head = `--${boundary}\r\nContent-Disposition: form-data; name="a"\r\n\r\n`

describe('a form', () => {
  test('is the same however it is cut into chunks, and whatever stands in its parts', async () => {
    const tricky = fc.constantFrom(
      '\r',
      '\n',
      '\r\n',
      '--',
      `\r\n--${boundary.slice(0, -1)}`,
      `--${boundary}`,
      'x',
      '',
    )
    const content = fc.array(tricky, { maxLength: 8 }).map(pieces => pieces.join(''))
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          content.filter(text => !`\r\n${text}`.includes(`\r\n--${boundary}`)),
          { maxLength: 4 },
        ),
        fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 5 }),
        async (contents, sizes) => {
          const parts = contents.map((text, index): FormPart => [`part${index}`, text, `f${index}`])
          expect(await readAll(formBody(parts), sizes)).toEqual(parts)
        },
      ),
      propertyOptions(3_000),
    )
  })

  test('goes on after a part of which not all was read', async () => {
    const names: string[] = []
    const body = formBody([
      ['a', 'x'.repeat(1000)],
      ['b', 'y'],
    ])
    for await (const part of readParts(chunked(body, [100]), boundary)) {
      names.push(part.name)
      for await (const _ of part.body) break
    }
    expect(names).toEqual(['a', 'b'])
  })

  test.each([
    ['without anything', ''],
    ['that starts with something else', `x${head}`],
    ['without an end', `${head}x`],
    ['that ends in the middle of its boundary', `${head}x\r\n--${boundary}`],
    ['that ends in the middle of a head', head.slice(0, -3)],
    ['with something after a boundary', `--${boundary}x\r\n`],
    ['with a part without a name', `--${boundary}\r\nContent-Type: text/plain\r\n\r\nx\r\n--${boundary}--`],
    [
      'with two names for a part',
      `--${boundary}\r\nContent-Disposition: form-data; name="a"; name="b"\r\n\r\nx\r\n--${boundary}--`,
    ],
    [
      'with two dispositions',
      `--${boundary}\r\nContent-Disposition: form-data; name="a"\r\nContent-Disposition: form-data; name="b"\r\n\r\nx\r\n--${boundary}--`,
    ],
    [
      'with a name in another spelling',
      `--${boundary}\r\nContent-Disposition: form-data; name*=utf-8''a\r\n\r\nx\r\n--${boundary}--`,
    ],
    ['with a head of 10 KB', `--${boundary}\r\nX: ${'x'.repeat(10_000)}\r\n\r\nx\r\n--${boundary}--`],
  ])('%s is none', async (_, text) => {
    await expect(readAll(Buffer.from(text), [7])).rejects.toThrow(MalformedForm)
  })

  test.each([
    ['multipart/form-data; boundary=abc', 'abc'],
    ['Multipart/Form-Data;boundary="a b"', 'a b'],
  ])('of type %s has its boundary', (type, expected) => {
    expect(readBoundary(type)).toBe(expected)
  })

  test.each([
    undefined,
    '',
    'application/json',
    'multipart/form-data',
    'multipart/form-data; boundary=',
    `multipart/form-data; boundary=${'x'.repeat(71)}`,
    'multipart/form-data; boundary=a; boundary=b',
    'multipart/form-data; boundary="a',
    'multipart/form-data; boundary="a "',
  ])('of type %s is refused', type => {
    expect(readBoundary(type)).toMatchObject({ code: 'not_a_form' })
  })
})
