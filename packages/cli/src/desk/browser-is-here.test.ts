import { expect, test } from 'vitest'
import type { Desk } from './index.ts'
import { browserIsHere } from './index.ts'

interface Where {
  readonly environment?: Record<string, string>
  readonly platform?: NodeJS.Platform
  readonly files?: readonly string[]
  readonly isThere?: boolean
}

const at = ({ environment = {}, platform = 'linux', files = [], isThere = true }: Where) =>
  browserIsHere({
    ...{ environment, platform, person: { isThere } as Desk['person'] },
    readFile: async path => (files.includes(path) ? new Uint8Array() : Promise.reject(new Error('ENOENT'))),
  })

const screen = { DISPLAY: ':0' }

test.each<[string, Where, string]>([
  ['a Linux with a screen', { environment: screen }, 'here'],
  ['one with Wayland', { environment: { WAYLAND_DISPLAY: 'wayland-0' } }, 'here'],
  ['a Mac', { platform: 'darwin' }, 'here'],
  ['Windows', { platform: 'win32' }, 'here'],
  ['a Linux inside Windows', { environment: { ...screen, WSL_DISTRO_NAME: 'Debian' } }, 'beside it'],
  ['a Linux without a screen', {}, 'elsewhere'],
  ['one whose screen is set to nothing', { environment: { DISPLAY: '' } }, 'elsewhere'],
  [
    'SSH, also with a screen that is passed on',
    { environment: { ...screen, SSH_CONNECTION: 'x' } },
    'elsewhere',
  ],
  ['SSH to a Mac', { platform: 'darwin', environment: { SSH_TTY: '/dev/ttys1' } }, 'elsewhere'],
  ['a container of Docker', { environment: screen, files: ['/.dockerenv'] }, 'elsewhere'],
  ['a container of Podman', { environment: screen, files: ['/run/.containerenv'] }, 'elsewhere'],
  ['a machine in the cloud', { environment: { ...screen, CODESPACES: 'true' } }, 'elsewhere'],
  ['CI, or no terminal', { environment: screen, isThere: false }, 'elsewhere'],
])('%s', async (_, where, reach) => {
  expect(await at(where)).toBe(reach)
})
