import { inspect } from 'node:util'
import { refused } from '@latchkey/tokens'
import { describe, expect, test } from 'vitest'
import { readConfiguration } from './configuration.ts'

function configured(environment: Record<string, string>) {
  const configuration = readConfiguration(environment)
  if (refused(configuration)) throw new Error(configuration.message)
  return configuration
}

describe('configuration', () => {
  test('nothing set: localhost:7420, SQLite in ./data', () => {
    const configuration = configured({})
    expect(configuration).toMatchObject({
      port: 7420,
      origin: 'http://localhost:7420',
      uploadLimit: 1024 ** 3,
    })
    expect(configuration.database.expose()).toMatch(/^sqlite:.*\/data\/latchkey\.db$/)
  })

  test('the port moves the default origin with it, and an explicit origin stays', () => {
    expect(configured({ PORT: '8080' }).origin).toBe('http://localhost:8080')
    expect(configured({ PORT: '8080', LATCHKEY_ORIGIN: 'https://packages.example.com/' }).origin).toBe(
      'https://packages.example.com',
    )
  })

  test('an empty value means unset', () => {
    expect(configured({ PORT: '', LATCHKEY_DATA: '' }).port).toBe(7420)
  })

  test.each([
    ['PORT', '99999'],
    ['PORT', 'http'],
    ['LATCHKEY_ORIGIN', 'packages.example.com'],
    ['LATCHKEY_ORIGIN', 'https://packages.example.com/sub'],
    ['LATCHKEY_ORIGIN', 'ftp://packages.example.com'],
    ['LATCHKEY_UPLOAD_LIMIT', 'plenty'],
    ['LATCHKEY_DATABASE', 'mysql://latchkey@localhost/latchkey'],
    ['LATCHKEY_TRUSTED_PROXIES', '10.0.0.0/8,nginx'],
  ])('%s=%s is refused by its name, with what to write', (name, text) => {
    const refusal = readConfiguration({ [name]: text })
    expect(refusal).toMatchObject({
      code: 'configuration_invalid',
      message: expect.stringContaining(`${name} is set to`),
    })
  })

  test('sizes and networks are read as people write them', () => {
    const { uploadLimit, trustedProxies } = configured({
      LATCHKEY_UPLOAD_LIMIT: '512MiB',
      LATCHKEY_TRUSTED_PROXIES: '10.0.0.0/8, 2001:db8::/32',
    })
    expect(uploadLimit).toBe(512 * 1024 ** 2)
    expect(trustedProxies).toEqual(['10.0.0.0/8', '2001:db8::/32'])
  })

  test('printing it shows no database password', () => {
    expect(
      inspect(configured({ LATCHKEY_DATABASE: 'postgres://latchkey:hunter2@db/latchkey' })),
    ).not.toContain('hunter2')
  })
})
