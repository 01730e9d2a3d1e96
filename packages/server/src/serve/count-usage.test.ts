import { expect, test } from 'vitest'
import type { Observation } from '../http/index.ts'
import type { KeyUse } from '../keys/index.ts'
import { countUsage } from './count-usage.ts'

const seen: Observation = {
  ...{ via: 'pypi', action: 'read', answer: 'allowed', key: 'k1', principal: { kind: 'account', id: 'a1' } },
  ...{ organization: 'acme', ecosystem: 'pypi', package: 'widget' },
  ...{ method: 'GET', target: '/pypi/acme/simple/widget/', address: '192.0.2.7', userAgent: 'pip/24.0 {}' },
  ...{ status: 200, milliseconds: 1, received: 0, sent: 100 },
}

function counted(changed: Partial<Observation>): readonly KeyUse[] {
  const uses: KeyUse[] = []
  countUsage({ count: use => void uses.push(use) })({ ...seen, ...changed })
  return uses
}

test('a request that was allowed is a use of its key: of what, with which client, from where', () => {
  const use = {
    key: 'k1',
    owner: 'a1',
    action: 'read',
    target: 'pypi:acme/widget',
    client: 'pip/24.0',
    address: '192.0.2.7',
  }
  expect(counted({})).toEqual([use])
  expect(counted({ status: 304 })).toEqual([use])
  expect(counted({ package: undefined })).toEqual([{ ...use, target: 'pypi:acme' }])
  expect(counted({ package: undefined, ecosystem: undefined })).toEqual([{ ...use, target: 'acme' }])
  expect(
    counted({ action: 'identify', organization: undefined, ecosystem: undefined, package: undefined }),
  ).toEqual([{ ...use, action: 'identify', target: '' }])
})

test('names that nobody has are not told apart: there are as many as somebody asks for', () => {
  for (const status of [404, 303]) expect(counted({ status })).toMatchObject([{ target: 'pypi:acme' }])
})

test('what was refused, came without a key, or is no action of a token is none', () => {
  expect(counted({ answer: 'refused', status: 403 })).toEqual([])
  expect(counted({ answer: undefined, status: 401 })).toEqual([])
  expect(counted({ key: undefined })).toEqual([])
  expect(counted({ action: 'operator' })).toEqual([])
})
