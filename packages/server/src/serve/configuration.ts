/** From the environment and `latchkey.json` to a configuration, or a refusal that names the setting. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Secret } from '@latchkey/protocol'
import type { Fallbacks } from '../ecosystems/index.ts'
import type { Rates } from '../limits/index.ts'
import type { Lifetimes } from '../logins/index.ts'
import type { Sender, SmtpServer } from '../mail/index.ts'
import type { EffectiveSetting } from '../pages/index.ts'
import { effectiveSettings } from './configuration/effective.ts'
import { type Problem, problem } from './configuration/problem.ts'
import { readSettings, type SettingsRead } from './configuration/read.ts'
import type { Environment } from './configuration/unknown.ts'
import type { Values } from './settings.ts'

export type { Environment } from './configuration/unknown.ts'

export interface Configuration {
  /** The address to listen on. */
  readonly host: string
  readonly port: number
  /** `http://localhost:7420`; where it was not set and the port is 0, made once the port is known. */
  readonly origin: string | undefined
  /** Paths of PEM files; absent where another server speaks TLS, or nobody. */
  readonly certificate: CertificateFiles | undefined
  readonly data: DataFolder
  /** `sqlite:/path/latchkey.db` or `postgres://...`, which may hold a password. */
  readonly database: Secret
  /** As text; absent where they are in the data folder. */
  readonly masterKeys: Secret | undefined
  /** The same of the key that second factors are sealed under. */
  readonly secondFactorKey: Secret | undefined
  /** The same of the key that Hex's repositories are signed with. */
  readonly hexSigningKey: Secret | undefined
  readonly trustedProxies: readonly string[]
  readonly rates: Rates
  readonly lifetimes: Lifetimes
  /** Networks that may ask for the metrics. */
  readonly metrics: readonly string[]
  /** Milliseconds between being asked to end and taking no more requests. */
  readonly endNotice: number
  readonly fallbacks: Fallbacks
  /** Absent where the root of Hex's repository is empty. */
  readonly hexRoot: HexRootSettings | undefined
  readonly mail: MailSettings
  /** Bytes. */
  readonly uploadLimit: number
  /** How many processes answer requests. */
  readonly processes: number
  /** Days for which events are kept. */
  readonly auditRetention: number
  readonly log: Values['log']
  /** Every setting as administrators are shown it. */
  readonly settings: readonly EffectiveSetting[]
}

export interface CertificateFiles {
  readonly certificate: string
  readonly key: string
}

export interface HexRootSettings {
  readonly address: string
  /** Path of the PEM file with the public key that is believed. */
  readonly key: string
}

export interface MailSettings {
  /** Absent where mail becomes files in the data folder. */
  readonly server: SmtpServer | undefined
  readonly from: Sender
  readonly folder: string
}

/** Where things lie in the data folder; the files may lie elsewhere. */
export interface DataFolder {
  readonly path: string
  readonly masterKeys: string
  readonly secondFactorKey: string
  readonly hexSigningKey: string
  readonly files: string
}

/** Every setting with its source, and every problem: what `config show` and `config check` tell. */
export function examineSettings(environment: Environment): SettingsRead {
  return readSettings(environment, path => readFileSync(path, 'utf8'))
}

export function readConfiguration(environment: Environment): Configuration | Problem {
  const { values, problems, found } = examineSettings(environment)
  if (values) return { ...configurationOf(values), settings: effectiveSettings(found) }
  const [first, ...more] = problems
  if (!first) throw new Error('Settings without values have a problem.')
  const others = more.length === 0 ? '' : ` (${more.length} more: npx latchkey-server config check)`
  return problem(`${first.message}${others}`, first.next)
}

function configurationOf(values: Values): Omit<Configuration, 'settings'> {
  const { data, listen, certificate, certificateKey } = values
  const port = listen.port ?? values.port
  return {
    host: listen.host,
    port,
    origin: values.origin ?? (port === 0 ? undefined : localOrigin(values, port)),
    certificate:
      certificate === undefined || certificateKey === undefined
        ? undefined
        : { certificate, key: certificateKey },
    data: {
      path: data,
      masterKeys: join(data, 'master-keys.json'),
      secondFactorKey: join(data, 'second-factor-key.json'),
      hexSigningKey: join(data, 'hex-signing-key.pem'),
      files: values.files ?? join(data, 'files'),
    },
    database: values.database ?? new Secret(`sqlite:${join(data, 'latchkey.db')}`),
    masterKeys: values.masterKeys,
    secondFactorKey: values.secondFactorKey,
    hexSigningKey: values.hexSigningKey,
    trustedProxies: values.trustedProxies,
    rates: {
      anonymous: values.limitAnonymous,
      failed: values.limitFailed,
      key: values.limitKey,
      account: values.limitAccount,
      burn: values.limitBurn,
      device: values.limitDevice,
    },
    lifetimes: {
      accessToken: values.accessTokenLife,
      unused: values.loginUnusedLife,
      longest: values.loginLife,
    },
    metrics: values.metrics,
    endNotice: values.endNotice,
    fallbacks: values.fallbacks,
    hexRoot:
      values.hexRoot === undefined || values.hexRootKey === undefined
        ? undefined
        : { address: values.hexRoot, key: values.hexRootKey },
    mail: {
      server: values.mail,
      from: values.mailFrom ?? { name: 'Latchkey', address: 'latchkey@localhost' },
      folder: join(data, 'mail'),
    },
    uploadLimit: values.uploadLimit,
    processes: values.processes,
    auditRetention: values.auditRetention,
    log: values.log,
  }
}

/** The origin where none is set; as browsers write it, without a port that the scheme implies. */
export function localOrigin({ certificate }: { readonly certificate: unknown }, port: number): string {
  return new URL(`${certificate === undefined ? 'http' : 'https'}://localhost:${port}`).origin
}
