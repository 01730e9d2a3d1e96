import { expect, test } from 'vitest'
import { defaultFolder } from './index.ts'

test.for([
  [{ LATCHKEY_CONFIG: '/srv/ci', XDG_CONFIG_HOME: '/xdg', HOME: '/home/ada' }, '/srv/ci'],
  [{ LATCHKEY_CONFIG: '', XDG_CONFIG_HOME: '/xdg', HOME: '/home/ada' }, '/xdg/latchkey'],
  [{ XDG_CONFIG_HOME: '', HOME: '/home/ada' }, '/home/ada/.config/latchkey'],
  [{ XDG_CONFIG_HOME: 'relative', HOME: '/home/ada' }, '/home/ada/.config/latchkey'],
] as const)('with %j credentials lie in %s', ([environment, folder]) => {
  expect(defaultFolder(environment, 'linux')).toBe(folder)
  expect(defaultFolder(environment, 'darwin')).toBe(folder)
})

test('on Windows they lie where programs keep their settings', () => {
  expect(defaultFolder({ APPDATA: 'C:/Users/ada/AppData/Roaming', HOME: '/home/ada' }, 'win32')).toBe(
    'C:/Users/ada/AppData/Roaming/latchkey',
  )
})

test.for(['linux', 'darwin', 'win32'] as const)(
  'without a home on %s there is no place, and it says what to set',
  platform => {
    expect(defaultFolder({ HOME: '' }, platform)).toMatchObject({
      code: 'invalid_configuration',
      next: expect.stringContaining('LATCHKEY_CONFIG'),
    })
  },
)
