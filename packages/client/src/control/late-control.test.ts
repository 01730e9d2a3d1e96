/** That whoever asks a program something cannot end it by asking when nothing more can be loaded. */
import { EventEmitter } from 'node:events'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { afterEach, expect, test, vi } from 'vitest'
import { createControlHandler, onNode } from './index.ts'

const origin = 'https://service.example.com'
const never = () => {
  throw new Error('Nobody is asked.')
}
const options = {
  origin,
  callerOf: never,
  isAllowed: never,
  client: { override: { set: never, remove: never }, status: never },
}
const tooManyOpenFiles = () => {
  throw new Error('EMFILE: too many open files')
}
const asked = () => new Request(`${origin}/registry-credentials/status`)

afterEach(() => {
  vi.doUnmock('./create-control-handler.ts')
  vi.doUnmock('./on-node.ts')
})

test('a control that cannot be loaded answers that it broke, and is tried again', async () => {
  vi.doMock('./create-control-handler.ts', tooManyOpenFiles)
  const control = createControlHandler(options)
  expect((await control(asked())).status).toBe(502)
  vi.doUnmock('./create-control-handler.ts')
  expect((await control(asked())).status).toBe(403)
})

test('so it does for node:http, where a promise that nobody waits for ends the program', async () => {
  vi.doMock('./on-node.ts', tooManyOpenFiles)
  const response = Object.assign(new EventEmitter(), { headersSent: false, writeHead: vi.fn(), end: vi.fn() })
  response.writeHead.mockReturnValue(response)
  await onNode(createControlHandler(options), origin)(
    {} as IncomingMessage,
    response as unknown as ServerResponse,
  )
  expect(response.writeHead).toHaveBeenCalledWith(502)
  expect(response.end).toHaveBeenCalled()
})
