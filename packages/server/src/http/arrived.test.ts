import { type Refusal, refused } from '@latchkey/tokens'
import { expect, test } from 'vitest'
import { readBody } from './read-body.ts'
import { listenForTest } from './testing/listen-for-test.ts'
import { head, sendRaw } from './testing/send-raw.ts'

function textOf(bytes: Uint8Array | Refusal | undefined): string {
  if (bytes === undefined) return 'nothing'
  return refused(bytes) ? bytes.code : Buffer.from(bytes).toString()
}

const post = (body: string) => `${head('POST /', `Content-Length: ${body.length}`)}${body}`

test('a body that came with its head is there at once, each time that somebody asks, and to be read', async () => {
  const received: number[] = []
  const { port } = await listenForTest(
    async request => {
      const arrived = await Promise.all([request.arrived(), request.arrived()])
      const read = await readBody(request, 5)
      let again = ''
      for await (const chunk of request.body) again += textOf(chunk)
      return { status: 200, headers: [], body: [...arrived, read].map(textOf).concat(again).join(' ') }
    },
    { observe: observation => received.push(observation.received) },
  )
  expect((await sendRaw(port, post('hello'))).body).toBe('hello hello hello hello')
  expect((await sendRaw(port, post('hello!'))).body).toBe('hello! hello! too_large hello!')
  expect(received).toEqual([5, 6])
})

test('a body that is still on its way has not arrived, nor has one that somebody reads; nothing of it is lost', async () => {
  const body = 'x'.repeat(300_000)
  const { port } = await listenForTest(async request => {
    const early = await request.arrived()
    const read = await readBody(request, body.length)
    const late = await request.arrived()
    return { status: 200, headers: [], body: [early, late, read].map(textOf).join(' ') }
  })
  const answer = await sendRaw(port, head('POST /', `Content-Length: ${body.length}`), body)
  expect(answer.body).toBe(`nothing nothing ${body}`)
})

test('a connection serves the next request after a body that arrived and that nobody read', async () => {
  const { port } = await listenForTest(async request => {
    const arrived = textOf(await request.arrived())
    return { status: 200, headers: [['Request', arrived]], body: `<${arrived}>` }
  })
  const first = 'POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\n\r\none'
  const { body } = await sendRaw(port, first, post('two'))
  expect(body).toContain('<two>')
})
