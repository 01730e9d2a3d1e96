import { Secret } from '@latchkey/protocol'
import { expect, test } from 'vitest'
import { privateNpmrc } from './npmrc.ts'

test('what the person set stays, but for credentials, and for where packages come from', async () => {
  const own = [
    ...[
      'cafile=/etc/ssl/acme.pem',
      '; a comment',
      'registry=https://registry.example.org/',
      '_auth=c2VjcmV0',
    ],
    ...[
      '//registry.example.org/:_authToken=of-before',
      ' //x.example.org/npm/:_password = of-before',
      'email=a@b.c',
    ],
    ...[
      '_authToken=of-before',
      'username=ada',
      'otp=123456',
      '@acme:registry=https://packages.example.com/npm/acme/',
    ],
  ].join('\r\n')
  const place = { url: 'https://packages.example.com/npm/acme/' }
  const written = await privateNpmrc({ token: new Secret('narrow') }, place, {
    environment: { HOME: '/home/ada' },
    readFile: async path => new TextEncoder().encode(path === '/home/ada/.npmrc' ? own : 'another'),
  })
  expect(written.split('\n')).toEqual([
    'cafile=/etc/ssl/acme.pem',
    '; a comment',
    '@acme:registry=https://packages.example.com/npm/acme/',
    'registry=https://packages.example.com/npm/acme/',
    '//packages.example.com/npm/acme/:_authToken=narrow',
    '',
  ])
})
