/** What strangers send. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { propertyOptions } from '../../../../test/support/runs.ts'
import { bearer, type ContractSubject } from './testing/contract-subject.ts'
import { openHouse } from './testing/open-house.ts'

const hostile = [
  ...['/acme/../globex/', '/%2e%2e/acme/', '/acme%2fglobex/', '/acme%5cglobex/', '/acme%00/', '//acme/'],
  ...[
    '/acme//',
    '/acme/./',
    '/%252e%252e/',
    '/acme\\',
    '/%ff/',
    '/acme/%0d%0aX:%201/',
    '/..%2f',
    '/acme/;/../',
    '/',
  ],
]

export function strangersContract(subject: ContractSubject): void {
  const { ecosystem, driver, publish, read, mayRead } = subject

  test('a refused upload is refused before its body', async () => {
    const house = await openHouse()
    const reader = await house.keyOf(house.alice, mayRead)
    const { method, path, headers } = publish
    const announced = { ...headers, Expect: '100-continue', 'Content-Length': '500000' }
    expect((await house.send({ method, path, headers: announced }, bearer(reader))).status).toBe(403)
  })

  test('a HEAD is answered like its GET, without a body', async () => {
    const house = await subject.publishedHouse()
    const answer = await house.send({ ...read, method: 'HEAD' }, `Bearer ${house.reader}`)
    expect(answer).toMatchObject({ status: 200, body: '' })
    expect(answer.head).toMatch(/^Content-Length: [1-9]/m)
  })

  test('nothing is found at a path that two programs might read in two ways', async () => {
    const house = await subject.publishedHouse()
    for (const rest of hostile) {
      const request = { method: 'GET', path: `/${ecosystem.name}${rest}` }
      const { status } = await house.send(request, `Bearer ${house.reader}`)
      expect({ rest, status }).toEqual({
        rest,
        status: expect.toSatisfy(each => each === 400 || each === 404),
      })
    }
  })

  test('whatever is sent is answered with a 2xx to 4xx, without a stack trace, and the server goes on', async () => {
    const house = await subject.publishedHouse()
    await fc.assert(
      fc.asyncProperty(requests(subject, house.reader), async request => {
        const answer = await house.send(request)
        expect(answer.status).toBeLessThan(500)
        expect(answer.body).not.toMatch(/\n\s+at .*:\d+:\d+/)
      }),
      propertyOptions(2_000),
    )
    expect(house.listener.logged).toEqual([])
    expect((await house.send(driver.readRepository('acme'), `Bearer ${house.reader}`)).status).toBe(200)
  })
}

function requests({ ecosystem, driver, publish }: ContractSubject, token: string) {
  const words = ecosystem.routes.flatMap(({ path }) => path.split('/'))
  const examples = Object.values(driver.examples)
  const segment = fc.constantFrom(...words, ...examples, '..', '%2e', '%', '%ff', 'constructor', '__proto__')
  const value = fc.oneof(
    fc.constantFrom(`Bearer ${token}`, 'multipart/form-data; boundary=x', '*/*;q=2', ',;=', '"'),
    fc.string({ unit: 'grapheme-ascii', maxLength: 40 }),
  )
  const name = fc.constantFrom(
    'Authorization',
    'Content-Type',
    'Accept',
    'If-None-Match',
    'X-Forwarded-For',
    'User-Agent',
  )
  const body = fc.oneof(fc.uint8Array({ maxLength: 200 }), fc.constant(publish.body ?? new Uint8Array()))
  return fc.record(
    {
      method: fc.constantFrom('GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'PROPFIND'),
      path: fc
        .array(segment, { maxLength: 6 })
        .map(segments => `/${[ecosystem.name, ...segments].join('/')}`),
      headers: fc.dictionary(name, value, { maxKeys: 4 }),
      body,
    },
    { requiredKeys: ['method', 'path'] },
  )
}
