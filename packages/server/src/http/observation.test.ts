import { expect, test } from 'vitest'
import type { Observation } from './observation.ts'
import type { Handler } from './raw.ts'
import { listenForTest } from './testing/listen-for-test.ts'
import { head, sendRaw } from './testing/send-raw.ts'

/** What is observed of one request that this handler answers. */
async function observed(handle: Handler, ...sent: (string | Uint8Array)[]): Promise<readonly Observation[]> {
  const observations: Observation[] = []
  const { port } = await listenForTest(handle, {
    observe: observation => observations.push(observation),
    trustedProxies: ['127.0.0.1'],
  })
  await sendRaw(port, ...(sent as [string]))
  await expect.poll(() => observations.length).toBe(1)
  return observations
}

test('a request is observed once, when it is over: who, what, how long, how much', async () => {
  const request = head(
    'PUT /a?b=c',
    'Content-Length: 5',
    'User-Agent: twine/4.0.2 CPython/3.11',
    'X-Forwarded-For: 192.0.2.7',
  )
  const [observation] = await observed(
    async ({ body }) => {
      for await (const _ of body);
      return { status: 201, headers: [], body: 'hello' }
    },
    request,
    'hello',
  )
  expect(observation).toMatchObject({
    ...{ method: 'PUT', target: '/a?b=c', address: '192.0.2.7', userAgent: 'twine/4.0.2 CPython/3.11' },
    ...{ status: 201, received: 5 },
  })
  expect(observation?.sent).toBeGreaterThan('HTTP/1.1 201 Created\r\n\r\nhello'.length)
  expect(observation?.milliseconds).toBeGreaterThan(0)
})

test('what is noted twice was noted last, and what was not is left out', async () => {
  const [observation] = await observed(async ({ note }) => {
    note({ via: 'pypi', answer: 'needs' })
    note({ answer: 'refused', refusal: 'action_not_allowed' })
    return { status: 403, headers: [] }
  }, head('GET /'))
  expect(observation).toMatchObject({ via: 'pypi', answer: 'refused', refusal: 'action_not_allowed' })
  expect(observation).not.toHaveProperty('key')
})

test('a handler that throws is observed as the 500 that it became', async () => {
  const [observation] = await observed(() => Promise.reject(new Error('Broken.')), head('GET /'))
  expect(observation).toMatchObject({ status: 500 })
})

test('an answer that breaks off is observed with what was sent of it', async () => {
  const [observation] = await observed(
    async () => ({
      status: 200,
      headers: [['Content-Length', '100000']],
      body: (async function* () {
        yield Buffer.alloc(1000)
        throw new Error('The disk broke.')
      })(),
    }),
    head('GET /'),
  )
  expect(observation).toMatchObject({ status: 200 })
  expect(observation?.sent).toBeLessThan(10_000)
})
