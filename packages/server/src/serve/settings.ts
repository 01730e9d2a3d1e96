/** Every setting, once: what it means, how its text is read, and what holds where it is not set. */
import type { z } from 'zod'
import { fallbacks } from './configuration/fallbacks.ts'
import {
  database,
  days,
  hexRepository,
  hexSigningKey,
  life,
  logLevel,
  mailSender,
  mailServer,
  masterKeys,
  networks,
  origin,
  path,
  place,
  port,
  processes,
  rate,
  secondFactorKey,
  seconds,
  size,
} from './configuration/values.ts'

/**
 * The one schema. A setting is a key of `latchkey.json` under this name and an environment variable under the name that
 * `environmentName` makes of it. Either gives it as text; an empty text counts as unset.
 */
export const settings = {
  origin: {
    reads: origin,
    about: 'The one public origin: every link, audience and issuer. One that others reach begins with https.',
    unset: 'http://localhost:PORT, or https where a certificate is set',
    example: 'https://packages.example.com',
  },
  port: {
    reads: port,
    about: 'Port to listen on, where `listen` names none. 0 takes any free one.',
    default: '7420',
    example: '8080',
  },
  listen: {
    reads: place,
    about: 'Address to listen on, with a port or without. Only what is trusted may reach it without TLS.',
    default: '127.0.0.1',
    example: '0.0.0.0:7420',
  },
  certificate: {
    reads: path,
    about:
      'File of the certificate and those between it and its root (PEM), where Latchkey itself is to speak TLS.',
    example: '/etc/latchkey/certificate.pem',
  },
  certificateKey: {
    reads: path,
    about:
      "File of the certificate's private key (PEM). SIGHUP makes a running server read both files again.",
    example: '/etc/latchkey/certificate-key.pem',
  },
  trustedProxies: {
    reads: networks,
    about: 'Networks of the proxies whose X-Forwarded-For is believed, with commas between.',
    default: '',
    example: '10.0.0.0/8, 2001:db8::/32',
  },
  metrics: {
    reads: networks,
    about: 'Networks that may ask for /metrics, with commas between: directly, and not through a proxy.',
    default: '127.0.0.0/8, ::1/128',
    example: '10.0.0.7',
  },
  endNotice: {
    reads: seconds,
    about:
      'Seconds for which a server that was asked to end still takes requests, and says at /readyz that it is not ready. At most 15.',
    default: '0',
    example: '5',
  },
  limitAnonymous: {
    reads: rate,
    about: 'Requests a minute without a credential, from one address; as many at once. 0: any number.',
    default: '1200',
    example: '300',
  },
  limitFailed: {
    reads: rate,
    about:
      'Requests a minute with a credential that is none, from one address; as many at once. 0: any number.',
    default: '60',
    example: '20',
  },
  limitKey: {
    reads: rate,
    about: 'Requests a minute with one key and all that was made from it; as many at once. 0: any number.',
    default: '12000',
    example: '3000',
  },
  limitAccount: {
    reads: rate,
    about:
      'Requests a minute with all keys of one account or organization together; as many at once. 0: any number.',
    default: '60000',
    example: '12000',
  },
  limitBurn: {
    reads: rate,
    about: 'Tokens a minute that one address may burn; as many at once. 0: any number.',
    default: '60',
    example: '600',
  },
  limitDevice: {
    reads: rate,
    about:
      'Logins with a code (RFC 8628) that one address may begin a minute; as many at once. 0: any number.',
    default: '60',
    example: '600',
  },
  accessTokenLife: {
    reads: life('30m'),
    about: 'How long an access token works: of a login, and of a key that was exchanged. At most 30m.',
    default: '30m',
    example: '10m',
  },
  loginUnusedLife: {
    reads: life('30d'),
    about: 'After how long without being used a login is over. At most 30d.',
    default: '30d',
    example: '7d',
  },
  loginLife: {
    reads: life('365d'),
    about: 'How long a login works however much it is used. At most 365d.',
    default: '365d',
    example: '90d',
  },
  data: {
    reads: path,
    about: 'Folder of the database, the master keys and the files.',
    default: './data',
    example: '/var/lib/latchkey',
  },
  files: {
    reads: path,
    about: 'Folder of the published files. Nodes that share a database share this folder too.',
    unset: 'files in the data folder',
    example: '/mnt/latchkey-files',
  },
  database: {
    reads: database,
    about: 'The database: PostgreSQL, or an SQLite file. It may hold a password.',
    unset: 'SQLite in the data folder',
    example: 'postgres://latchkey@db.example.com/latchkey',
    secret: true,
  },
  masterKeys: {
    reads: masterKeys,
    about:
      'The master keys that every token is derived from, as `master-keys.json` in the data folder holds them.',
    unset: 'master-keys.json in the data folder, made by the first start',
    example: '{"minting":"m1","keys":{"m1":"32 bytes in base64url"}}',
    secret: true,
  },
  secondFactorKey: {
    reads: secondFactorKey,
    about:
      'The key that second factors are sealed under in the database, as `second-factor-key.json` in the data folder holds it.',
    unset: 'second-factor-key.json in the data folder, made by the first start',
    example: '{"key":"32 bytes in base64url"}',
    secret: true,
  },
  hexSigningKey: {
    reads: hexSigningKey,
    about:
      'The private key (RSA, PEM) that what Hex clients read is signed with, as `hex-signing-key.pem` in the data folder holds it.',
    unset: 'hex-signing-key.pem in the data folder, made by the first start',
    example: '-----BEGIN PRIVATE KEY-----',
    secret: true,
  },
  mail: {
    reads: mailServer,
    about:
      'The mail server: smtps:// speaks TLS from the start, smtp:// must come to it by STARTTLS unless it is on this machine.',
    unset: 'each mail becomes a file in the folder mail in the data folder',
    example: 'smtps://latchkey:PASSWORD@mail.example.com',
    secret: true,
  },
  mailFrom: {
    reads: mailSender,
    about: 'From whom mail comes: a name and its address, or the address alone.',
    unset: 'Latchkey <latchkey@localhost>, where no mail server is set',
    example: 'Packages of Acme <packages@example.com>',
  },
  fallbacks: {
    reads: fallbacks,
    about:
      'Public indexes, by repository (`pypi:acme`, or `pypi:*` for all): clients are sent there for names that have no package and no reservation here.',
    default: '{}',
    example: '{"pypi:acme":"https://pypi.org/simple/"}',
  },
  hexRoot: {
    reads: hexRepository,
    about:
      'A public Hex repository that stands at the root of `/hex/repo`: what it signs is verified, signed again and passed on.',
    unset: 'the root is empty',
    example: 'https://repo.hex.pm',
  },
  hexRootKey: {
    reads: path,
    about:
      'File of the public key (PEM) that the repository of `hexRoot` signs with. It is believed for nothing else.',
    example: '/etc/latchkey/hexpm.pem',
  },
  uploadLimit: {
    reads: size,
    about: 'Largest file that may be published.',
    default: '1GiB',
    example: '512MiB',
  },
  auditRetention: {
    reads: days,
    about:
      'Days for which it is kept what happened, and what each key was used for. What is older is deleted, a little at a time.',
    default: '400',
    example: '90',
  },
  processes: {
    reads: processes,
    about:
      'How many processes answer requests, on one port: a number, or `auto` for one a core. Each is a node of its own.',
    default: '1',
    example: 'auto',
  },
  log: {
    reads: logLevel,
    about: 'Least level that is logged, as JSON lines on standard error: debug, info, warn, error or silent.',
    default: 'warn',
    example: 'info',
  },
} as const

export type SettingName = keyof typeof settings

/** Each setting's value; `undefined` where it was not set and has no default. */
export type Values = {
  readonly [Name in SettingName]:
    | z.output<(typeof settings)[Name]['reads']>
    | ((typeof settings)[Name] extends { readonly default: string } ? never : undefined)
}

export const settingNames = Object.keys(settings) as readonly SettingName[]

/** `uploadLimit` is `LATCHKEY_UPLOAD_LIMIT`; the port alone goes by the name that every platform gives it. */
export function environmentName(name: string): string {
  if (name === 'port') return 'PORT'
  return `LATCHKEY_${name.replaceAll(/[A-Z]/g, letter => `_${letter}`).toUpperCase()}`
}

/** A secret may also be named by the file that holds it: `databaseFile`, `LATCHKEY_DATABASE_FILE`. */
export function isSecret(name: SettingName): boolean {
  return 'secret' in settings[name]
}

export function defaultOf(name: SettingName): string | undefined {
  const setting = settings[name]
  return 'default' in setting ? setting.default : undefined
}
