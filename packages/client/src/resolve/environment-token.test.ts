import { expect, test } from 'vitest'
import { environmentToken } from './environment-token.ts'

test('the token of the environment is named by its variable and does not print', () => {
  const found = environmentToken({ LATCHKEY_TOKEN: ' latchkey-AgE\n' })
  expect(found?.source).toBe('LATCHKEY_TOKEN')
  expect(found?.token.expose()).toBe('latchkey-AgE')
  expect(JSON.stringify(found)).not.toContain('AgE')
})

test.for([{}, { LATCHKEY_TOKEN: '' }, { LATCHKEY_TOKEN: ' \n' }, { LATCHKEY_TOKEN: undefined }])(
  '%j holds none',
  environment => {
    expect(environmentToken(environment)).toBeUndefined()
  },
)
