/** A real nginx with the server block that `docs/operate/nginx.conf` shows, in front of a server on this machine. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import type { TestCertificate } from './certificate.ts'

export interface NginxOptions extends TestCertificate {
  /** For its files, in a folder of their own. */
  readonly folder: string
  /** The port that it listens on with TLS. */
  readonly port: number
  /** Where the server behind it listens: `http://localhost:41234`. */
  readonly server: string
  /** The address that it reaches the server from, so that it can be told from everybody else here. */
  readonly address: string
}

/** Waits until it listens, at most a minute. */
export async function startNginx(options: NginxOptions): Promise<AsyncDisposable> {
  const folder = mkdtempSync(join(options.folder, 'nginx-'))
  const path = join(folder, 'nginx.conf')
  writeFileSync(path, configuration(folder, options))
  const child = spawn('/usr/sbin/nginx', ['-p', folder, '-c', path, '-e', 'stderr'], {
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let output = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    output += text
  })
  const ended = once(child, 'close')
  const stop = async () => {
    child.kill('SIGTERM')
    await ended
  }
  const patience = AbortSignal.timeout(60_000)
  while (!patience.aborted && child.exitCode === null) {
    // It speaks TLS: to plain http it says 400.
    if (await fetch(`http://localhost:${options.port}/`).catch(() => undefined))
      return { [Symbol.asyncDispose]: stop }
    await setTimeout(50)
  }
  await stop()
  throw new Error(`nginx does not listen. It printed:\n${output}`)
}

function configuration(folder: string, { port, certificate, key, server, address }: NginxOptions): string {
  const shown = readFileSync(new URL('../../docs/operate/nginx.conf', import.meta.url), 'utf8')
  const here = [
    ['listen 443 ssl;', `listen 127.0.0.1:${port} ssl;`],
    ['server_name packages.example.com;', 'server_name localhost;'],
    ['/etc/ssl/packages.example.com/certificate.pem', certificate],
    ['/etc/ssl/packages.example.com/key.pem', key],
    ['proxy_pass http://127.0.0.1:7420;', `proxy_pass ${server}; proxy_bind ${address};`],
  ] as const
  const block = here.reduce((text, [there, put]) => {
    if (!text.includes(there)) throw new Error(`docs/operate/nginx.conf no longer says: ${there}`)
    return text.replace(there, put)
  }, shown)
  const folders = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
    .map(name => `${name}_temp_path ${join(folder, name)};`)
    .join('\n')
  return `daemon off;\npid ${join(folder, 'pid')};\nevents {}\nhttp {\naccess_log off;\n${folders}\n${block}}\n`
}
