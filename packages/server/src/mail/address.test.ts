import { describe, expect, test } from 'vitest'
import { processorTimeOf } from '../../../../test/support/processor-time.ts'
import { readEmail, readSender } from './address.ts'

describe('an e-mail address', () => {
  test('has one @, something before it and a host after it', () => {
    for (const email of ['a@b', 'first.last+tag@example.com', 'ü@exämple.org', "o'neil@example.com"]) {
      expect(readEmail(` ${email} `)).toBe(email)
    }
  })

  test('holds nothing that a mail header would read as something else', () => {
    const bad = [
      '',
      'a',
      '@b',
      'a@',
      'a@b@c',
      'a b@c',
      'a@b c',
      'a@b\nBcc: x@y',
      'a@-b',
      'a@b..c',
      '<a@b>',
      'a,b@c',
      'a\u200b@c',
      'a\u202e@c',
      'a@b,c@d',
    ]
    for (const email of [...bad, `${'a'.repeat(65)}@b`, `a@${'b'.repeat(260)}`]) {
      expect(readEmail(email)).toMatchObject({ code: 'invalid_email' })
    }
  })

  test('of any length is judged quickly', () => {
    const judge = () => {
      for (const part of ['a', 'a.', '.', '@', 'é']) readEmail(`a@${part.repeat(200_000)}`)
    }
    expect(processorTimeOf(judge)).toBeLessThan(500)
  })
})

describe('a sender', () => {
  test('is an address, or a name with its address in angle brackets', () => {
    expect(readSender('packages@example.com')).toEqual({ name: '', address: 'packages@example.com' })
    expect(readSender(' Packages of Acme, Inc. <packages@example.com> ')).toEqual({
      name: 'Packages of Acme, Inc.',
      address: 'packages@example.com',
    })
  })

  test('with a line break, or without an address, is none', () => {
    for (const text of [
      '',
      'Acme',
      '<>',
      'Acme <>',
      'Acme\r\nBcc: x@y <a@b>',
      'Acme <a@b\r\n>',
      'A <a@b> <c@d>',
    ])
      expect(readSender(text)).toMatchObject({ code: 'invalid_email' })
  })
})
