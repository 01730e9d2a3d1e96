import { refuse } from '@latchkey/tokens'
import { describe, expect, test } from 'vitest'
import { type RawRequest, rawHeaders } from '../../http/index.ts'
import { refuseAsPypi } from './refuse.ts'

const refusal = refuse('role_insufficient', 'To publish takes the role write.', 'Ask an owner.')

function answerTo(accept?: string) {
  const headers = rawHeaders(accept === undefined ? [] : ['Accept', accept])
  return refuseAsPypi(refusal, { status: 403, headers: [['X-Extra', '1']] }, { headers } as RawRequest)
}

describe('a refusal of pypi', () => {
  test('says cause and next step in the reason phrase, which is what twine prints', () => {
    expect(answerTo('*/*')).toMatchObject({
      status: 403,
      reason: 'To publish takes the role write. Ask an owner.',
    })
  })

  test('is JSON with message, code and title for uv, which prints the code', () => {
    const { body, headers } = answerTo('application/json;q=0.9, text/plain;q=0.8, text/html;q=0.7')
    expect(JSON.parse(String(body))).toEqual({
      message: 'To publish takes the role write. Ask an owner.',
      code: '403 To publish takes the role write. Ask an owner.',
      title: 'Forbidden',
    })
    expect(headers).toContainEqual(['Content-Type', 'application/json'])
    expect(headers).toContainEqual(['X-Extra', '1'])
  })

  test.each([undefined, '*/*', 'text/html', 'application/vnd.pypi.simple.v1+json'])(
    'is plain text for Accept: %s',
    accept => {
      const { body, headers } = answerTo(accept)
      expect(body).toBe('To publish takes the role write. Ask an owner.\n')
      expect(headers).toContainEqual(['Content-Type', 'text/plain; charset=utf-8'])
    },
  )
})
