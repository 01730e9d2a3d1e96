/** The programs of others that tests run. One that is missing is a listed skip that says how to get it. */
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

export const rebar3Program: string = installedOrUnpacked('rebar3')
export const dockerProgram: string = installedOrUnpacked('docker')

/** The one that is installed, or the one that `scripts/install` unpacked without all that Debian would bring along. */
function installedOrUnpacked(name: string): string {
  const { stdout } = spawnSync('/bin/sh', ['-c', `command -v ${name}`], { encoding: 'utf8' })
  const unpacked = new URL(`../../node_modules/.cache/debian/usr/bin/${name}`, import.meta.url)
  return stdout.trim() || fileURLToPath(unpacked)
}

/** A command that succeeds where the tool is there, and the Debian package that it comes from. */
const tools = {
  twine: { probe: ['/usr/bin/twine', '--version'], debian: 'twine' },
  pip: { probe: ['/usr/bin/python3', '-m', 'pip', '--version'], debian: 'python3-pip' },
  keyring: {
    probe: ['/usr/bin/python3', '-c', 'import keyring, keyrings.alt'],
    debian: 'python3-keyring python3-keyrings.alt',
  },
  git: { probe: ['git', '--version'], debian: 'git' },
  cargo: {
    // The first that asks credential providers.
    probe: ['/bin/sh', '-c', 'test "$(cargo --version | cut -d. -f2)" -ge 74'],
    debian: 'cargo-web',
  },
  docker: { probe: [dockerProgram, '--version'], debian: 'docker.io' },
  chromium: { probe: ['/usr/bin/chromium', '--version'], debian: 'chromium' },
  nginx: { probe: ['/usr/sbin/nginx', '-v'], debian: 'nginx-light' },
  curl: { probe: ['/usr/bin/curl', '--version'], debian: 'curl' },
  jq: { probe: ['/usr/bin/jq', '--version'], debian: 'jq' },
  openssl: { probe: ['/usr/bin/openssl', 'version'], debian: 'openssl' },
  pymacaroons: { probe: ['/usr/bin/python3', '-c', 'import pymacaroons'], debian: 'python3-pymacaroons' },
  erlang: {
    probe: [
      '/usr/bin/erl',
      '-noshell',
      '-eval',
      '{ok, _} = application:ensure_all_started(public_key), halt(0).',
    ],
    debian: 'erlang-base erlang-public-key',
  },
  zsh: { probe: ['/usr/bin/zsh', '--version'], debian: 'zsh' },
  fish: { probe: ['/usr/bin/fish', '--version'], debian: 'fish' },
  script: { probe: ['/bin/sh', '-c', 'script --version | grep -q util-linux'], debian: 'bsdutils' },
  tmux: { probe: ['/usr/bin/tmux', '-V'], debian: 'tmux' },
  rebar3: { probe: [rebar3Program, 'version'], debian: 'rebar3' },
  gcc: { probe: ['/usr/bin/gcc', '--version'], debian: 'gcc libc6-dev' },
  libmacaroons: { probe: ['/usr/bin/test', '-e', '/usr/include/macaroons.h'], debian: 'libmacaroons-dev' },
} as const

export type Tool = keyof typeof tools

/** What to type where a tool is not there; `undefined` where it is. */
export function toolMissing(name: Tool): string | undefined {
  const [command, ...words] = tools[name].probe
  const found = spawnSync(command, words, { stdio: 'ignore' }).status === 0
  return found ? undefined : `apt-get install ${tools[name].debian}`
}

/**
 * For `describe.skipIf`: why to skip the tests that need a tool, and nothing where they can run. Where nothing may be
 * skipped (`CI=true`, `LATCHKEY_REQUIRE_TOOLS=1`) a missing tool is a failure.
 */
export function requireTool(name: Tool): string | undefined {
  const missing = toolMissing(name)
  const required = process.env.CI === 'true' || process.env.LATCHKEY_REQUIRE_TOOLS === '1'
  if (missing !== undefined && required) throw new Error(`These tests need ${name}: ${missing}`)
  return missing
}
