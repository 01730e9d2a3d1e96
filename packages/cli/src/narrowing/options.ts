/** The words for what a token may do, alike wherever one is made or narrowed. */
import { text, texts } from '@latchkey/protocol/command'

export const narrowingOptions = {
  expires: text('WHEN', 'For how long: 15m, 2h, 7d, or until: 2027-01-31, 2027-01-31T12:00Z.'),
  package: texts(
    'PACKAGE',
    'Only this package, as pypi:acme/widget. To publish it, unless --action says otherwise.',
  ),
  repository: texts(
    'REPOSITORY',
    'Only this repository, as pypi:acme. To read it, unless --action says otherwise.',
  ),
  action: texts(
    'ACTION',
    'Only this: describe, read, publish, retire, delete, maintain, administer, account.',
  ),
  file: texts('PATH', 'Only to publish this very file; its SHA-256 is taken now.'),
  version: texts('VERSION', 'Only this version.'),
  network: texts('NETWORK', 'Only from this network or address, as 10.0.0.0/8.'),
  audience: texts('ORIGIN', 'Only at this registry, as https://packages.example.com.'),
} as const
