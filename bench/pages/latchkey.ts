/** A server under measurement: Latchkey with years behind it, and somebody signed in who runs it and owns an organization. */
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { operator } from '../../packages/server/src/audit/index.ts'
import { preconfigured } from '../../packages/server/src/clients/index.ts'
import { routes } from '../../packages/server/src/pages/routes.ts'
import { must, openMeasuredHouse } from '../servers/latchkey-house.ts'
import { reportUsage } from '../servers/usage.ts'
import { seed } from './seed.ts'

export interface PagesUnderMeasurement {
  readonly origin: string
  /** Of the session. */
  readonly cookie: string
  /** Every page that is looked at, by the path of its route. */
  readonly pages: readonly { readonly route: string; readonly path: string }[]
}

const { origin, folder, rooms, password, keyOf } = await openMeasuredHouse()
const ada = await rooms.accounts.byUsername('ada')
const acme = await rooms.organizations.byName('acme')
const repository = await rooms.repositories.find('acme', 'pypi')
if (ada === undefined || acme === undefined || repository === undefined) throw new Error('They are there.')
must(await rooms.lockOut.setAdministrator(ada.id, true, operator))
const { key } = await keyOf({ actions: ['publish', 'read'], targets: ['pypi:acme'] })
await rooms.keys.flush()
const database = new DatabaseSync(join(folder, 'latchkey.db'))
seed(database, { account: ada.id, organization: acme.id, repository: repository.id, key: key.id })
database.close()

const latchkey = preconfigured.find(({ id }) => id === 'latchkey')
if (latchkey === undefined) throw new Error('The client latchkey is part of the program.')
const from = { address: '127.0.0.1', client: 'bench' }
const { userCode } = must(await rooms.deviceAuthorizations.request(latchkey, { scope: 'api' }, from))
const client = must(
  await rooms.clients.create({ name: 'mirror', redirectUris: [], confidential: false }, operator),
)
const signedIn = must(
  await rooms.sessions.signIn({ username: 'ada', password, address: '127.0.0.1', userAgent: '' }),
)

/** What stands for the parameters of a path. */
const examples: Readonly<Record<string, string>> = {
  ...{ organization: 'acme', ecosystem: 'pypi', package: 'widget-1', version: '1.50', username: 'person-1' },
  ...{ file: 'widget_1-1.50.tar.gz', key: key.id, code: userCode, client: client.client.id },
}

reportUsage({
  origin,
  cookie: `sid=${signedIn.cookie.expose()}`,
  pages: routes
    .filter(({ method }) => method === 'GET')
    .map(({ path: route }) => ({
      route,
      path: route.replaceAll(/:(\w+)/g, (_, name: string) => examples[name] ?? 'unknown'),
    })),
} satisfies PagesUnderMeasurement)
