/** A certificate that nobody trusts unless told, made for one test. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { join } from 'node:path'

/** Paths of PEM files. */
export interface TestCertificate {
  /** Also what a client is told to trust. */
  readonly certificate: string
  readonly key: string
}

/** Another one with each call; the files lie in a folder of their own in `folder`. `host`: `DNS:localhost`, `IP:0.0.0.0`. */
export function makeCertificate(folder: string, host = 'DNS:localhost'): TestCertificate {
  const place = mkdtempSync(join(folder, 'certificate-'))
  const made = { certificate: join(place, 'certificate.pem'), key: join(place, 'key.pem') }
  const words = `req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -noenc -days 2 -subj /CN=localhost -addext subjectAltName=${host}`
  const { status, stderr } = spawnSync(
    '/usr/bin/openssl',
    [...words.split(' '), '-keyout', made.key, '-out', made.certificate],
    { encoding: 'utf8' },
  )
  if (status !== 0) throw new Error(`openssl made no certificate:\n${stderr}`)
  return made
}
