import { expect, test } from 'vitest'
import { exchangedName, loginName } from './credential.ts'

test('a name belongs to one origin, account and repository', () => {
  const names = [
    loginName('https://a.example'),
    loginName('https://a.example:8443'),
    loginName('http://a.example'),
    loginName('https://a.example', 'ada'),
    exchangedName('https://a.example', 'hexpm'),
    exchangedName('https://a.example', 'hexpm:acme'),
  ]
  expect(new Set(names).size).toBe(names.length)
})
