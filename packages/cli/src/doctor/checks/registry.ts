/** Whether what answers there is a Latchkey. */
import { createHttp, latchkey } from '@latchkey/client'
import { refused } from '@latchkey/tokens'
import { type Check, ok, problem, warning } from '../finding.ts'

export const registry: Check = {
  name: 'registry',
  async look({ chosen, machine }) {
    if (refused(chosen)) return [warning(chosen.message, { repair: chosen.next })]
    const http = createHttp(machine)
    const made = latchkey(chosen.registry)({ http, clock: machine.clock })
    if (refused(made)) return [problem(made.message, { repair: made.next })]
    const endpoints = await made.endpoints()
    // The network is looked at elsewhere.
    if (refused(endpoints) && ['offline', 'timed_out'].includes(endpoints.code)) return []
    if (refused(endpoints)) return [problem(endpoints.message, { repair: endpoints.next })]
    if (endpoints.unseenCaveats === undefined)
      return [
        warning(
          `${chosen.registry} lets people log in, and is no Latchkey: tokens cannot be narrowed for it.`,
          {
            repair: 'Check the address of the registry.',
          },
        ),
      ]
    const version = await versionOf(made.api.url)
    return [
      ok(
        `${chosen.registry} is a Latchkey${version === undefined ? '' : `, version ${version} of its API`}.`,
      ),
    ]

    async function versionOf(api: string): Promise<string | undefined> {
      const answer = await http.send({ url: new URL('api/v1/openapi.json', api).href, within: 5_000 })
      if (refused(answer) || !answer.ok) return undefined
      const described = (await answer.json().catch(() => undefined)) as
        | { readonly info?: { readonly version?: unknown } }
        | undefined
      const version = described?.info?.version
      return typeof version === 'string' && /^[\w.-]{1,20}$/.test(version) ? version : undefined
    }
  },
}
