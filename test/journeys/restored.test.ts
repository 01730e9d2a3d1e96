/** Everything is gone but a backup and the master keys: elsewhere the same key uploads, and the same pip installs. */
import { createHash } from 'node:crypto'
import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { furnish } from '../support/acme.ts'
import { bearer, listedWheels, wheelUpload } from '../support/client.ts'
import { describeWith } from '../support/describe-with.ts'
import { type Engines, engineNames, startEngines } from '../support/engines.ts'
import { latchkeyServer } from '../support/latchkey.ts'
import { startNode } from '../support/node.ts'
import { pipDownload } from '../support/pip.ts'

describeWith(['pip'], 'a server that is lost', () => {
  let engines: Engines
  beforeAll(async () => {
    engines = await startEngines()
  })
  afterAll(() => engines?.stop())

  test.each(engineNames)(
    'on %s comes back from a backup that was taken while it was written to',
    async engine => {
      const place = await engines.newPlace(engine, 'lost')
      const safe = mkdtempSync(join(dirname(place.data), 'safe-'))
      const backup = join(safe, 'backup')
      const node = await startNode(place)
      const token = await furnish(place)

      let stopped = false
      const acknowledged: string[] = []
      const uploading = [0, 1].map(async who => {
        for (let count = 0; !stopped; count += 1) {
          const { sent, send } = wheelUpload(node.origin, token, `${who}.${count}`)
          if ((await send()).status === 200) acknowledged.push(sent.filename)
          await setTimeout(50)
        }
      })
      await expect.poll(() => acknowledged.length, { timeout: 60_000 }).toBeGreaterThan(0)
      // The second goes into the folder of the first, and everything before it is in it.
      let before: readonly string[] = []
      for (const _ of ['first', 'second']) {
        before = [...acknowledged]
        const taken = await latchkeyServer(['backup', backup], place)
        expect(taken.status, taken.output).toBe(0)
      }
      stopped = true
      await Promise.all(uploading)

      const keys = ['master-keys.json', 'second-factor-key.json', 'hex-signing-key.pem']
      for (const each of keys) copyFileSync(join(place.data, each), join(safe, each))
      await node.kill()
      rmSync(place.data, { recursive: true })

      const elsewhere = await engines.newPlace(engine, 'elsewhere')
      const restored = await latchkeyServer(['restore', backup], elsewhere)
      expect(restored.status, restored.output).toBe(0)
      expect(restored.stdout).toContain('acme: ci')
      for (const each of keys) copyFileSync(join(safe, each), join(elsewhere.data, each))
      await using again = await startNode(elsewhere)

      const listed = await listedWheels(again.origin, token)
      expect([...listed.keys()]).toEqual(expect.arrayContaining([...before]))
      const home = join(safe, 'home')
      mkdirSync(home)
      const filename = [...listed.keys()].at(-1) ?? ''
      const wanted = `widget==${filename.split('-')[1]}`
      const downloaded = await pipDownload({
        ...{ origin: again.origin, organization: 'acme', package: wanted, folder: home, token },
      })
      expect(downloaded.output).toContain(`Saved ./${filename}`)
      for (const { url, sha256 } of listed.values()) {
        const file = await fetch(url, { headers: bearer(token) })
        const bytes = new Uint8Array(await file.arrayBuffer())
        expect(createHash('sha256').update(bytes).digest('hex')).toBe(sha256)
      }
      const { send } = wheelUpload(again.origin, token, '9.9')
      expect((await send()).status).toBe(200)
      rmSync(safe, { recursive: true })
    },
  )
})
