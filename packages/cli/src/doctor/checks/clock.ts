/** How far this clock is from the registry's: tokens are over by a clock. */
import { createHttp } from '@latchkey/client'
import { refused } from '@latchkey/tokens'
import { type Check, ok, problem, warning } from '../finding.ts'
import { registryOf } from '../place.ts'

/** Seconds. */
const noticeable = 30
const harmful = 300

export const clock: Check = {
  name: 'clock',
  async look(place) {
    const registry = registryOf(place)
    if (registry === undefined) return []
    const http = createHttp(place.machine)
    const answer = await http.send({ url: new URL('/', registry).href, within: 8_000, redirects: 0 })
    if (refused(answer)) return []
    await answer.body?.cancel()
    const seconds = Math.round(http.clockOffset(registry.origin) / 1_000)
    if (Math.abs(seconds) < noticeable) return [ok(`It agrees with that of ${registry.host}.`)]
    const found = Math.abs(seconds) < harmful ? warning : problem
    const message = `It is ${Math.abs(seconds)} s ${seconds > 0 ? 'behind' : 'ahead of'} that of ${registry.host}.`
    const repair =
      place.desk.platform === 'linux'
        ? 'sudo timedatectl set-ntp true'
        : 'Have the system set its clock by the network.'
    return [found(message, { repair })]
  },
}
