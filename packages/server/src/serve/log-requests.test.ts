import { expect, test } from 'vitest'
import type { Observation } from '../http/index.ts'
import { createLog } from './log.ts'
import { logRequests } from './log-requests.ts'

const observation: Observation = {
  ...{
    method: 'GET',
    target: '/pypi/acme/simple/?token=hunter2',
    address: '192.0.2.7',
    userAgent: 'pip/26.0',
  },
  ...{ status: 403, milliseconds: 1.234, received: 0, sent: 321 },
  ...{ via: 'pypi', action: 'read', answer: 'refused', refusal: 'key_revoked', key: 'k1' },
}

function logged(level: 'info' | 'warn', seen = observation): readonly string[] {
  const lines: string[] = []
  logRequests(createLog(level, { write: line => lines.push(line) }))(seen)
  return lines
}

test('a request is one line: what, by which key, from where, and what became of it', () => {
  const [line = '', ...more] = logged('info')
  expect(more).toEqual([])
  expect(JSON.parse(line)).toEqual({
    ...{ level: 30, time: expect.any(Number), msg: 'Answered.' },
    ...{ method: 'GET', path: '/pypi/acme/simple/', status: 403, took: 1.2, sent: 321 },
    ...{
      via: 'pypi',
      action: 'read',
      answer: 'refused',
      refusal: 'key_revoked',
      key: 'k1',
      address: '192.0.2.7',
    },
  })
})

test('of a token of a login, the line names the login', () => {
  const { key: _, ...rest } = observation
  const [line = ''] = logged('info', { ...rest, login: 'l1' })
  expect(JSON.parse(line)).toMatchObject({ login: 'l1', status: 403 })
  expect(JSON.parse(line)).not.toHaveProperty('key')
})

test('below the level info there is none', () => {
  expect(logged('warn')).toEqual([])
})
