/** How often a token endpoint is asked when eight processes find their shared login expired, ten times. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startClientProcesses } from '../../test/support/client-processes.ts'
import { expire, leaveExpiredLogin, startStrictRegistry } from '../../test/support/client-registries.ts'

export async function refreshes(): Promise<readonly string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'latchkey-bench-'))
  await using registry = await startStrictRegistry()
  await using processes = await startClientProcesses(8)
  await leaveExpiredLogin(folder, registry, await registry.logIn())
  let failed = 0
  for (let round = 0; round < 10; round++) {
    if (round > 0) await expire(folder, registry)
    const answers = await Promise.all(
      processes.all.map(each => each.run({ registry: registry.origin, folder })),
    )
    failed += answers.filter(answer => answer !== '200').length
  }
  await rm(folder, { recursive: true })
  return [
    `8 processes x 10 rounds of an expired login: ${registry.tokenRequests()} token requests, ${registry.ended} logins ended, ${failed} requests failed.`,
  ]
}
