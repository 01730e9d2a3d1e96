/** A real keychain in a session of its own: gnome-keyring behind a message bus, as a desktop has them. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { emptyFolder } from '../../../../../../test/support/folder.ts'

const needed = ['gnome-keyring-daemon', 'secret-tool', 'dbus-run-session']

/** Debian has all three; `npm test` installs them. */
export const hasGnomeKeyring = needed.every(name => existsSync(join('/usr/bin', name)))

export interface KeyringSession extends AsyncDisposable {
  /** `secret-tool`, within that session. */
  readonly secretTool: string
}

export async function gnomeKeyring(): Promise<KeyringSession> {
  const folder = emptyFolder()
  const env = { PATH: process.env['PATH'], HOME: folder.path, XDG_RUNTIME_DIR: folder.path, LANG: 'C.UTF-8' }
  const start =
    'printf pw | gnome-keyring-daemon --unlock --components=secrets >&2 && echo "$DBUS_SESSION_BUS_ADDRESS" && exec cat'
  const session = spawn('dbus-run-session', ['--', 'sh', '-c', start], {
    env,
    stdio: ['pipe', 'pipe', 'ignore'],
  })
  const [address] = await once(createInterface(session.stdout), 'line')
  const secretTool = join(folder.path, 'secret-tool')
  writeFileSync(
    secretTool,
    `#!/bin/sh\nexport DBUS_SESSION_BUS_ADDRESS='${address}'\nexec secret-tool "$@"\n`,
  )
  chmodSync(secretTool, 0o700)
  return {
    secretTool,
    async [Symbol.asyncDispose]() {
      session.stdin.end()
      await once(session, 'exit')
      await folder[Symbol.asyncDispose]()
    },
  }
}
