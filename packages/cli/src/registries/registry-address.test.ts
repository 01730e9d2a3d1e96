import { expect, test } from 'vitest'
import { asWord, registryAddress } from './index.ts'

test.each([
  ['https://packages.example.com', 'https://packages.example.com'],
  [' HTTPS://Packages.Example.com:443/ ', 'https://packages.example.com'],
  ['packages.example.com', 'https://packages.example.com'],
  ['packages.example.com:8443/latchkey//', 'https://packages.example.com:8443/latchkey'],
  ['localhost:3000', 'http://localhost:3000'],
  ['127.0.0.1:3000', 'http://127.0.0.1:3000'],
  ['[::1]:3000', 'http://[::1]:3000'],
  ['localhost.example.com', 'https://localhost.example.com'],
  ['127.0.0.1.example.com', 'https://127.0.0.1.example.com'],
  ['not an address', 'not an address'],
  ['latchkey-AgEIcGFja2FnZXM', 'latchkey-AgEIcGFja2FnZXM'],
  ['ada:secret@packages.example.com', 'ada:secret@packages.example.com'],
])('%j is %s', (typed, address) => {
  expect(registryAddress(typed)).toBe(address)
  expect(registryAddress(address)).toBe(address)
})

test.each([
  ['https://packages.example.com:8443/latchkey', 'https://packages.example.com:8443/latchkey'],
  ['https://a.example/;id', "'https://a.example/;id'"],
  ["https://a.example/'$(id)'", "'https://a.example/%27$(id)%27'"],
  ['https://a.example/`id`', "'https://a.example/`id`'"],
])('in a command to copy %s obeys nothing', (address, word) => {
  expect(asWord(address)).toBe(word)
})
