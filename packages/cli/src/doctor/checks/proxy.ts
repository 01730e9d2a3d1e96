/** Which proxy is asked for the registry, and whether it is there. */

import { addressOf, reach } from '../connection.ts'
import { type Check, ok, problem } from '../finding.ts'
import { registryOf } from '../place.ts'
import { proxyFor } from '../way-out.ts'

export const proxy: Check = {
  name: 'proxy',
  async look(place) {
    const registry = registryOf(place)
    if (registry === undefined) return []
    const proxy = proxyFor(registry, place.desk.environment)
    if (proxy === undefined) return [ok(`None is asked for ${registry.host}.`)]
    const { variable, url } = proxy
    const around = `Correct ${variable}, or name ${registry.hostname} in NO_PROXY.`
    if (url === undefined) return [problem(`${variable} is no address.`, { repair: around })]
    const { host, port } = addressOf(url)
    // Its user name and password are not for the screen.
    const failure = await reach(host, port)
    if (failure === undefined) return [ok(`${variable} is used: ${url.host} answers.`)]
    return [
      problem(`${variable} names ${url.host}, which cannot be reached (${failure}).`, { repair: around }),
    ]
  },
}
