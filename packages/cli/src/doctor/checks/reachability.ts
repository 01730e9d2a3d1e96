/** Whether the registry is reached, and which layer it fails at: its name, the connection, TLS or HTTP. */
import { readFile } from 'node:fs/promises'
import { createHttp } from '@latchkey/client'
import { refused } from '@latchkey/tokens'
import { addressOf, encrypt, findName, reach } from '../connection.ts'
import { type Check, type Finding, ok, problem } from '../finding.ts'
import { type Place, registryOf } from '../place.ts'
import { proxyFor } from '../way-out.ts'

export const reachability: Check = {
  name: 'network',
  async look(place) {
    const registry = registryOf(place)
    if (registry === undefined) return []
    // A proxy looks names up and connects itself.
    const isDirect = proxyFor(registry, place.desk.environment) === undefined
    const below = isDirect ? await lookBelow(registry, place) : undefined
    return [below ?? (await lookAtHttp(registry, place))]
  },
}

async function lookBelow(registry: URL, { desk }: Place): Promise<Finding | undefined> {
  const { host, port } = addressOf(registry)
  const unknown = await findName(host)
  if (unknown !== undefined)
    return problem(`DNS: the name ${host} is not found (${unknown}).`, {
      repair: `Check the address of the registry, and the network: getent hosts ${host}`,
    })
  const closed = await reach(host, port)
  if (closed !== undefined)
    return problem(`Connection: nobody answers at ${host}, port ${port} (${closed}).`, {
      repair: 'See that the registry runs, and that no firewall stands before it.',
    })
  if (registry.protocol !== 'https:') return undefined
  const caFile = desk.environment['LATCHKEY_CA_FILE']?.trim()
  const certificates = caFile ? await readFile(caFile, 'utf8').catch(() => undefined) : undefined
  const doubtful = await encrypt(host, port, certificates)
  if (doubtful === undefined) return undefined
  return problem(`TLS: the certificate of ${host} is not believed, or there is none (${doubtful}).`, {
    repair: 'Where its authority is your own: LATCHKEY_CA_FILE=ca.pem latchkey doctor',
  })
}

async function lookAtHttp(registry: URL, { machine }: Place): Promise<Finding> {
  const answer = await createHttp(machine).send({
    url: new URL('/', registry).href,
    within: 8_000,
    redirects: 0,
  })
  if (refused(answer) && !['redirect_refused', 'too_many_redirects'].includes(answer.code))
    return problem(`HTTP: ${answer.message}`, { repair: answer.next })
  if (refused(answer)) return ok(`${registry.host} is reached.`)
  await answer.body?.cancel()
  if (answer.status < 500) return ok(`${registry.host} is reached.`)
  return problem(`HTTP: ${registry.host} answers ${answer.status}.`, {
    repair: 'Wait a little, then tell whoever runs it.',
  })
}
