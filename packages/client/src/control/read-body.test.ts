import { refused } from '@latchkey/tokens'
import { expect, test } from 'vitest'
import { readBody } from './read-body.ts'

/** A request whose body comes in these pieces. */
function inPieces(...pieces: readonly Uint8Array[]): Request {
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const piece of pieces) controller.enqueue(piece)
      controller.close()
    },
  })
  return new Request('https://service.example.com', { method: 'PUT', body, duplex: 'half' } as RequestInit)
}
const bytes = (text: string) => new TextEncoder().encode(text)

test('a body is read whole, wherever its pieces are cut', async () => {
  const whole = bytes(JSON.stringify({ registry: 'https://ä.example.com', token: 'x' }))
  for (let cut = 0; cut <= whole.length; cut += 1) {
    const body = await readBody(inPieces(whole.slice(0, cut), whole.slice(cut)))
    expect(refused(body) || body.registry).toBe('https://ä.example.com')
  }
})

test('16 Ki characters are read, and not one more', async () => {
  const padded = (length: number) => {
    const text = JSON.stringify({ registry: 'https://packages.example.com' })
    return bytes(text.padEnd(length))
  }
  expect(await readBody(inPieces(padded(16 * 1024)))).toEqual({ registry: 'https://packages.example.com' })
  expect(await readBody(inPieces(padded(16 * 1024 + 1)))).toMatchObject({ code: 'invalid_configuration' })
})
