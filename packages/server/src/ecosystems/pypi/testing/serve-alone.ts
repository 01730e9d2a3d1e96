/** A process that serves pypi and nothing else, so that its memory can be watched. Prints its port and a key. */
import { randomBytes } from 'node:crypto'
import process from 'node:process'
import { operator } from '../../../audit/index.ts'
import { createSmallHouse, granted } from '../../../credentials/testing/small-house.ts'
import { listen } from '../../../http/index.ts'
import { openStore } from '../../../storage/index.ts'
import { createDirectory } from '../../../upstreams/index.ts'
import { testSigner } from '../../hex/testing/signer.ts'
import { createDispatcher, ecosystems } from '../../index.ts'

const folder = process.argv[2] ?? '.'
const uploadLimit = 1024 ** 3
const clock = { now: Date.now, monotonic: () => performance.now() }
const store = await openStore({ url: `sqlite:${folder}/latchkey.db`, clock, random: randomBytes })
await store.migrate()
const house = createSmallHouse(store)
const upstream = createDirectory({ folder: `${folder}/files`, clock, random: randomBytes })
const say = (fields: object, message: string) =>
  void process.stderr.write(`${message} ${JSON.stringify(fields)}\n`)
const { port } = await listen({
  ...{ host: '127.0.0.1', port: 0, trustedProxies: [], random: randomBytes, clock, uploadLimit },
  log: { warn: say, error: say },
  handle: createDispatcher(ecosystems, {
    ...house,
    ...{
      upstream,
      signer: testSigner,
      uploadLimit,
      report: error => say({ error }, 'The database is gone.'),
    },
  }),
})
const alice = await house.account('alice')
const organization = await house.organization('acme', alice)
granted(await house.repositories.create({ organization, ecosystem: 'pypi', visibility: 'private' }, operator))
const { token } = await house.keyOf(alice, [{ actions: ['publish', 'read'], targets: ['pypi:acme'] }])
process.stdout.write(`${JSON.stringify({ port, token: token.expose() })}\n`)
