/** The unchanged rebar3 of Debian, in a project and a home folder of its own. */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Answer, command } from './command.ts'
import { rebar3Program } from './tools.ts'

export interface Rebar3Project {
  /** Empty; its `app` becomes the project, and its caches lie in it. */
  readonly home: string
  readonly origin: string
  /** PEM. */
  readonly publicKey: string
  /** Of the organization acme, where there is one: it goes into rebar3's own file of credentials. */
  readonly key?: string | undefined
  readonly dependencies: readonly string[]
  /** The name that this server goes by: `hexpm` where it is in the place of hex.pm. */
  readonly named?: 'latchkey' | 'hexpm'
}

/** Types `rebar3 get-deps` in the project. */
export function rebar3GetDeps({
  home,
  origin,
  publicKey,
  key,
  dependencies,
  named = 'latchkey',
}: Rebar3Project): Promise<Answer> {
  const settings = join(home, '.config', 'rebar3')
  const app = join(home, 'app')
  mkdirSync(settings, { recursive: true })
  mkdirSync(join(app, 'src'), { recursive: true })
  writeFileSync(join(settings, 'rebar.config'), repositories(named, origin, publicKey))
  if (key !== undefined) {
    const credentials = `#{<<"${named}:acme">> => #{repo_key => <<"${key}">>}}.\n`
    writeFileSync(join(settings, 'hex.config'), credentials, { mode: 0o600 })
  }
  writeFileSync(join(app, 'rebar.config'), `{deps, [${dependencies.join(', ')}]}.\n`)
  writeFileSync(join(app, 'src', 'app.app.src'), application)
  const env = { HOME: home, ...(named === 'hexpm' && { HEX_CDN: `${origin}/hex/repo` }) }
  return command({ words: [rebar3Program, 'get-deps'], folder: app, env })
}

/** Where rebar3 puts what it fetched. */
export function fetchedPackage({ home }: Pick<Rebar3Project, 'home'>, name: string): string | undefined {
  const folder = join(home, 'app', '_build', 'default', 'lib', name)
  return existsSync(folder) ? folder : undefined
}

/**
 * An organization's repository takes its address and its public key from the one that it is named after. The address of
 * `hexpm` is not taken from there, but from `HEX_CDN`.
 */
function repositories(named: string, origin: string, publicKey: string): string {
  return `{hex, [{repos, replace, [
    #{name => <<"${named}">>,
      api_url => <<"${origin}/hex/api">>,
      repo_url => <<"${origin}/hex/repo">>,
      repo_public_key => <<"${publicKey}">>},
    #{name => <<"${named}:acme">>}
  ]}]}.\n`
}

const application =
  '{application, app, [{description, "An app"}, {vsn, "0.1.0"}, {applications, [kernel, stdlib]}]}.\n'
