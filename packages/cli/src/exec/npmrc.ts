/** A private `.npmrc` for one run: the person's own without its credentials, and one credential. */
import { homedir } from 'node:os'
import { join } from 'node:path'
import type { Given, RepositoryPlace, Typed } from './client.ts'

/** Lines of credentials, for whatever place: `//host/:_authToken=`, `_auth=`, `otp=`; and where packages come from. */
const left = /^\s*(?:\/\/[^=]*:\w+|_\w+|username|email|otp|registry)\s*=/i

export async function privateNpmrc(
  { token }: Pick<Given, 'token'>,
  { url }: Pick<RepositoryPlace, 'url'>,
  typed: Pick<Typed, 'environment' | 'readFile'>,
): Promise<string> {
  const own = (await readOwn(typed)).split(/\r?\n/).filter(line => line.trim() !== '' && !left.test(line))
  const place = url.replace(/^https?:/, '')
  return [...own, `registry=${url}`, `${place}:_authToken=${token.expose()}`, ''].join('\n')
}

async function readOwn({ environment, readFile }: Pick<Typed, 'environment' | 'readFile'>): Promise<string> {
  const named = environment['NPM_CONFIG_USERCONFIG'] || environment['npm_config_userconfig']
  const path = named || join(environment['HOME'] ?? homedir(), '.npmrc')
  return new TextDecoder().decode(await readFile(path).catch(() => new Uint8Array()))
}
