/** Which certificates are believed beside the usual ones, and whether any are looked at. */
import { X509Certificate } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { type Check, type Finding, ok, problem, warning } from '../finding.ts'

export const certificates: Check = {
  name: 'certificates',
  async look(place) {
    const { environment } = place.desk
    const findings: Finding[] = []
    if (environment['NODE_TLS_REJECT_UNAUTHORIZED'] === '0')
      findings.push(
        problem(
          'NODE_TLS_REJECT_UNAUTHORIZED=0 is set: whoever stands in between is believed to be the registry.',
          {
            repair:
              'unset NODE_TLS_REJECT_UNAUTHORIZED (and name a private authority: LATCHKEY_CA_FILE=ca.pem)',
          },
        ),
      )
    const path = environment['LATCHKEY_CA_FILE']?.trim()
    if (path) findings.push(await lookAt(path, place.machine.clock.now()))
    return findings.length > 0 ? findings : [ok('The usual authorities are believed, and no other.')]
  },
}

async function lookAt(path: string, now: number): Promise<Finding> {
  const text = await readFile(path, 'utf8').catch(() => undefined)
  const repair = 'Set LATCHKEY_CA_FILE to a file of certificates (PEM), or: unset LATCHKEY_CA_FILE'
  if (text === undefined) return problem(`LATCHKEY_CA_FILE names ${path}, which cannot be read.`, { repair })
  const blocks = text.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? []
  if (blocks.length === 0)
    return problem(`LATCHKEY_CA_FILE names ${path}, which holds no certificate.`, { repair })
  const read = blocks.map(readCertificate)
  if (read.includes(undefined))
    return problem(`LATCHKEY_CA_FILE names ${path}, in which a certificate cannot be read.`, { repair })
  const over = read.find(each => each !== undefined && Date.parse(each.validTo) < now)
  if (over !== undefined)
    return warning(`A certificate in ${path} was good until ${over.validTo}.`, {
      repair: 'Ask for the one that follows it.',
    })
  return ok(
    `${blocks.length} from ${path} ${blocks.length === 1 ? 'is' : 'are'} believed beside the usual ones.`,
  )
}

function readCertificate(pem: string): X509Certificate | undefined {
  try {
    return new X509Certificate(pem)
  } catch {
    return undefined
  }
}
