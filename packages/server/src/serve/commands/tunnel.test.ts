import { expect, test } from 'vitest'
import { tunnel } from './tunnel.ts'
import { welcome } from './welcome.ts'

const local = 'http://localhost:7420'

test('on a machine without a display, a start prints how a browser elsewhere gets in', () => {
  const way = tunnel(local, {}, 'linux')
  expect(way).toBe('ssh -L 7420:localhost:7420 THIS-MACHINE')
  expect(welcome({ origin: local, setUp: undefined, data: '/data' }, way)).toContain(`${way}\n`)
})

test('over ssh it names the address that was reached, whatever display there is', () => {
  const environment = { SSH_CONNECTION: '198.51.100.7 50000 203.0.113.5 22', DISPLAY: ':0' }
  expect(tunnel(local, environment, 'linux')).toBe('ssh -L 7420:localhost:7420 203.0.113.5')
})

test.each([
  ['an X display', local, { DISPLAY: ':0' }, 'linux'],
  ['a Wayland display', local, { WAYLAND_DISPLAY: 'wayland-0' }, 'linux'],
  ['a Mac', local, {}, 'darwin'],
  ['a public origin', 'https://packages.example.com', {}, 'linux'],
])('with %s nothing is said of it', (_, origin, environment, platform) => {
  expect(tunnel(origin, environment, platform)).toBeUndefined()
})
