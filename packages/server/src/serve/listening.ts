/** Listens where the configuration says, or refuses with what to type instead. */
import { readFile } from 'node:fs/promises'
import process from 'node:process'
import { type Refusal, refuse, refused } from '@latchkey/tokens'
import { type Certificate, type Listener, type ListenOptions, type Log, listen } from '../http/index.ts'
import type { CertificateFiles, Configuration } from './configuration.ts'
import { clock, random } from './machine.ts'

type ListenCode = 'port_taken' | 'port_forbidden' | 'address_unusable' | 'certificate_unusable'

export async function listenOrRefuse(
  configuration: Configuration,
  { handle, log, observe, sayNo }: Pick<ListenOptions, 'handle' | 'log' | 'observe' | 'sayNo'>,
): Promise<Listener | Refusal<ListenCode>> {
  const { host, port, trustedProxies, uploadLimit, certificate: files } = configuration
  const certificate = files && (await readCertificate(files))
  if (refused(certificate)) return certificate
  const options = {
    handle,
    host,
    port,
    trustedProxies,
    uploadLimit,
    log,
    clock,
    random,
    ...(observe && { observe }),
    ...(sayNo && { sayNo }),
  }
  try {
    if (!files || !certificate) return await listen(options)
    return renewing(await listen({ ...options, certificate }), files, log)
  } catch (error) {
    return whyNotListening(configuration, error)
  }
}

async function readCertificate({ certificate, key }: CertificateFiles) {
  try {
    return { cert: await readFile(certificate), key: await readFile(key) }
  } catch (error) {
    return certificateUnusable(error)
  }
}

/** SIGHUP, the sign that a certificate was renewed, makes new connections get it; one that is no good changes nothing. */
function renewing(listener: Listener, files: CertificateFiles, log: Log): Listener {
  const renew = async () => {
    const certificate: Certificate | Refusal = await readCertificate(files)
    try {
      if (refused(certificate)) log.error({ reason: certificate.message }, kept)
      else listener.renew(certificate)
    } catch (error) {
      log.error({ error }, kept)
    }
  }
  process.on('SIGHUP', renew)
  return {
    ...listener,
    close(drainMilliseconds) {
      process.off('SIGHUP', renew)
      return listener.close(drainMilliseconds)
    },
  }
}

const kept = 'The certificate could not be renewed; the former one stays in use.'

/** Codes are Node's: of the system for the address, of OpenSSL for the certificate. Anything else is a bug. */
export function whyNotListening(
  { host, port }: Pick<Configuration, 'host' | 'port'>,
  error: unknown,
): Refusal<ListenCode> {
  const { code = '', message } = error as NodeJS.ErrnoException
  if (code === 'EADDRINUSE')
    return refuse(
      'port_taken',
      `Port ${port} is taken, perhaps by another Latchkey.`,
      `Type: PORT=${port + 1} npm start`,
    )
  if (code === 'EACCES')
    return refuse(
      'port_forbidden',
      `This user may not listen on port ${port}.`,
      'Type: PORT=7420 npm start, and let a server in front take the port. Most systems keep those below 1024 for root.',
    )
  if (code === 'EADDRNOTAVAIL' || code === 'EAFNOSUPPORT')
    return refuse(
      'address_unusable',
      `This machine has no address ${host}.`,
      'Set LATCHKEY_LISTEN to one that it has: 127.0.0.1, or 0.0.0.0 for all of them.',
    )
  if (code.startsWith('ERR_OSSL_')) return certificateUnusable({ message })
  throw error
}

function certificateUnusable(error: unknown): Refusal<'certificate_unusable'> {
  return refuse(
    'certificate_unusable',
    `The certificate cannot be used: ${(error as Error).message}.`,
    'Set LATCHKEY_CERTIFICATE and LATCHKEY_CERTIFICATE_KEY to PEM files that belong together and that this user may read.',
  )
}
