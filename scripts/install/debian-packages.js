/**
 * Installs Debian packages where that may be done without asking: `apt-get` is there, and so is root or a `sudo` that
 * needs no password. Elsewhere it says what is missing and how to get it; the tests that need it are skipped.
 */
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { onPath } from './on-path.js'

/** What each package is for, and a file that shows it is there. */
const groups = {
  tools: {
    twine: ['uploads to the server', '/usr/bin/twine'],
    'python3-pip': ['downloads from the server', '/usr/lib/python3/dist-packages/pip'],
    'python3-keyring': ['holds a key for pip', '/usr/lib/python3/dist-packages/keyring'],
    'python3-keyrings.alt': ['holds a key for pip', '/usr/lib/python3/dist-packages/keyrings/alt'],
    chromium: ['opens the pages', '/usr/bin/chromium'],
    'nginx-light': ['speaks TLS in front of the server', '/usr/sbin/nginx'],
    curl: ['logs in as the docs say', '/usr/bin/curl'],
    jq: ['logs in as the docs say', '/usr/bin/jq'],
    'gnome-keyring': ['is a keychain', '/usr/bin/gnome-keyring-daemon'],
    'libsecret-tools': ['speaks to that keychain', '/usr/bin/secret-tool'],
    'dbus-daemon': ['carries what they say', '/usr/bin/dbus-run-session'],
    openssl: ['makes certificates', '/usr/bin/openssl'],
    zsh: ['asks for what may be typed', '/usr/bin/zsh'],
    fish: ['asks for what may be typed', '/usr/bin/fish'],
    // Of those that this distribution has, the one that asks programs for credentials.
    'cargo-web': ['publishes with a token for one file', onPath('cargo') ?? '/usr/bin/cargo'],
    tmux: ['is a terminal that a person sits at', '/usr/bin/tmux'],
    'python3-pymacaroons': ['verifies our tokens, and we its', '/usr/lib/python3/dist-packages/pymacaroons'],
    'erlang-base': ['reads our Hex repositories', '/usr/bin/escript'],
    'erlang-public-key': ['verifies them', '/var/lib/dpkg/info/erlang-public-key.list'],
    'erlang-inets': ['fetches for rebar3', '/var/lib/dpkg/info/erlang-inets.list'],
  },
  rivals: {
    'python3-pymacaroons': ['a rival of the tokens bench', '/usr/lib/python3/dist-packages/pymacaroons'],
    'libmacaroons-dev': ['a rival of the tokens bench', '/usr/include/macaroons.h'],
    gcc: ['compiles the driver of libmacaroons', '/usr/bin/gcc'],
    'libc6-dev': ['compiles the driver of libmacaroons', '/usr/include/stdio.h'],
  },
}

/** @param {'tools' | 'rivals'} group */
export function installDebianPackages(group) {
  const missing = Object.entries(groups[group]).filter(([, [, file]]) => !existsSync(file))
  if (missing.length === 0) return
  const names = missing.map(([name]) => name)
  const root = asRoot()
  if (root !== undefined && install(root, names)) return
  process.stderr.write('\nMissing, so what needs them is skipped:\n')
  for (const [name, [purpose]] of missing) process.stderr.write(`  ${name.padEnd(22)} ${purpose}\n`)
  process.stderr.write(`To get them on Debian or Ubuntu: sudo apt-get install ${names.join(' ')}\n\n`)
}

/** The words that make the next command run as root, or `undefined` where it may not. */
function asRoot() {
  if (!runs(['apt-get', '--version'])) return undefined
  if (process.getuid?.() === 0) return []
  return runs(['sudo', '-n', 'true']) ? ['sudo', '-n'] : undefined
}

function install(root, names) {
  process.stderr.write(`Installing ${names.join(', ')} with apt-get ...\n`)
  const aptGet = [
    ...root,
    'env',
    'DEBIAN_FRONTEND=noninteractive',
    'apt-get',
    '-q',
    '-o',
    'DPkg::Lock::Timeout=300',
  ]
  // A list that cannot be refreshed may still do: the installation tells.
  run([...aptGet, 'update'])
  return run([...aptGet, 'install', '--yes', '--no-install-recommends', ...names])
}

/** Runs quietly; what was printed is shown only where it failed. */
function run([command, ...words]) {
  const { status, stdout, stderr } = spawnSync(command, words, {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  if (status !== 0) process.stderr.write(`${stdout ?? ''}${stderr ?? ''}`)
  return status === 0
}

function runs([command, ...words]) {
  return spawnSync(command, words, { stdio: 'ignore' }).status === 0
}
