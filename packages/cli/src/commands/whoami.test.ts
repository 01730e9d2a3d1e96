import { afterAll, expect, test } from 'vitest'
import { atALatchkey } from '../testing/at-a-latchkey.ts'

const latchkey = await atALatchkey()
afterAll(() => latchkey.close())

test('it says in one word whom the registry takes this credential for', async () => {
  const home = await latchkey.homeOf('owner')
  expect(await home.play(['whoami'])).toEqual({ exitCode: 0, output: 'owner\n', said: '' })
})
