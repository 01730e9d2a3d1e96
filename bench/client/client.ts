/** What the client adds to a request, how often many processes refresh, and how soon the lock of a dead one is free. */
import type { Comparison } from '../comparison.ts'
import type { Contestant } from '../contest.ts'
import { openMeasuredClient } from './measured-client.ts'
import { refreshes } from './refreshes.ts'
import { takeovers } from './takeovers.ts'

export const client: Comparison = {
  about:
    'A request by the client with a login that is good for a while yet, answered by a stand-in at once; best of 10 interleaved rounds, CPU time.',
  against: 'the request alone',
  contestants: [
    contestant(
      'the request alone',
      'sent by the same room of the client, without a credential',
      ({ http, url }) => http.send({ url }),
    ),
    contestant(
      'withRepository',
      'finds the login in its file, looks whether that changed, sends it along',
      measured => measured.client.withRepository('pypi:acme', request => request.send(measured.url)),
    ),
    contestant(
      'withRepository, nothing sent',
      'the same, and the host sends nothing: what it costs to find out',
      measured => measured.client.withRepository('pypi:acme', async request => request.attempt),
    ),
  ],
  facts: async () => [...(await refreshes()), ...(await takeovers())],
}

type Measured = Awaited<ReturnType<typeof openMeasuredClient>>

function contestant(
  name: string,
  includes: string,
  once: (measured: Measured) => Promise<unknown>,
): Contestant {
  return {
    name,
    includes,
    async start() {
      const measured = await openMeasuredClient()
      return {
        async work(times) {
          const before = process.cpuUsage()
          for (let i = 0; i < times; i++) await once(measured)
          const { user, system } = process.cpuUsage(before)
          return (user + system) / 1e6
        },
        stop: measured.stop,
      }
    },
  }
}
