/** From the environment to a configuration, or a refusal that names the setting and what to write instead. */
import { join, resolve } from 'node:path'
import { Secret } from '@latchkey/protocol'
import { type Refusal, refuse } from '@latchkey/tokens'
import { z } from 'zod'
import { settings } from './settings.ts'

export interface Configuration {
  readonly port: number
  /** `http://localhost:7420`; where it was not set and the port is 0, made once the port is known. */
  readonly origin: string | undefined
  readonly data: DataFolder
  /** `sqlite:/path/latchkey.db` or `postgres://...`, which may hold a password. */
  readonly database: Secret
  readonly trustedProxies: readonly string[]
  /** Bytes. */
  readonly uploadLimit: number
  readonly log: 'debug' | 'info' | 'warn' | 'error' | 'silent'
}

/** Where things lie in the data folder. */
export interface DataFolder {
  readonly path: string
  readonly masterKeys: string
  readonly files: string
}

const schema = z.object(settings)

export type Environment = Readonly<Record<string, string | undefined>>

export function readConfiguration(
  environment: Environment,
): Configuration | Refusal<'configuration_invalid'> {
  const given = Object.fromEntries(
    Object.keys(settings)
      .map(name => [name, environment[name]] as const)
      .filter(([, text]) => text !== undefined && text !== ''),
  )
  const read = schema.safeParse(given)
  if (!read.success) {
    const [issue] = read.error.issues
    const name = String(issue?.path[0])
    return refuse(
      'configuration_invalid',
      `${name} is set to something that cannot be used: ${issue?.message}.`,
      `Set ${name} again, or unset it. It means: ${settings[name as keyof typeof settings]?.description}`,
    )
  }
  const values = read.data
  const path = resolve(values.LATCHKEY_DATA)
  return {
    port: values.PORT,
    origin: values.LATCHKEY_ORIGIN ?? (values.PORT === 0 ? undefined : `http://localhost:${values.PORT}`),
    data: { path, masterKeys: join(path, 'master-keys.json'), files: join(path, 'files') },
    database: new Secret(values.LATCHKEY_DATABASE ?? `sqlite:${join(path, 'latchkey.db')}`),
    trustedProxies: values.LATCHKEY_TRUSTED_PROXIES,
    uploadLimit: values.LATCHKEY_UPLOAD_LIMIT,
    log: values.LATCHKEY_LOG,
  }
}
