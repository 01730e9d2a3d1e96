/** A house that is lived in: organizations, packages, keys of all sorts, logins, a device that waits. For looking at pages. */
import { Secret } from '@latchkey/protocol'
import { operator } from '../../audit/index.ts'
import { preconfigured } from '../../clients/index.ts'
import { sessionOf } from '../../credentials/testing/small-house.ts'
import { keyCaveats } from '../../keys/index.ts'
import { linkIn, openMailbox } from '../../mail/testing/mailbox.ts'
import { givePasskey } from '../../passkeys/testing.ts'
import { type App, giveSecondFactor } from '../../second-factors/testing.ts'
import { granted, type PagesHouse, password } from './house.ts'
import { publish } from './publish.ts'

const hour = 60 * 60 * 1000
const day = 24 * hour

/** What of it can be reached only by those who were told. */
export interface Furnished {
  readonly invitation: Secret
  readonly reset: Secret
  /** Where vera, whose address nobody verified, is led by her mail. */
  readonly verification: string
  /** What one more device shows, which waits to be let in: each code can be answered once. */
  newUserCode(): Promise<string>
  readonly keys: {
    readonly laptop: string
    readonly release: string
    readonly rotated: string
    readonly ci: string
  }
  readonly login: string
  /** Of `owner`, two that are live. */
  readonly logins: readonly [string, string]
  /** Of a client that was added here. */
  readonly client: string
  /** Of `write`, who has a second factor. */
  readonly app: App
  /** Of `write`, too; `marie` has one and no app. */
  readonly passkey: string
  /** The next code of that app. */
  newCode(): string
}

export const widget = '/organizations/acme/repositories/pypi/packages/widget'

export async function furnish(house: PagesHouse): Promise<Furnished> {
  const { organization: acme, people } = await house.acme()
  const ada = await house.person('ada', true)
  await house.person('grace')
  // Who have not come far yet: an administrator without an organization, an owner without a repository.
  await house.person('hedy', true)
  await house.organization('initech', await house.person('linus'))
  const vault = await house.organization('vault', await house.person('barbara'))
  granted(await house.organizations.setPolicy(vault.id, { requireSecondFactor: true }, operator))
  const northwind = await house.organization('northwind', ada)
  granted(await house.organizations.setDisplayName(northwind.id, 'Northwind Traders', operator))
  await house.member(northwind, people.owner, 'write')
  const open = { organization: northwind, ecosystem: 'pypi', visibility: 'public' } as const
  granted(await house.repositories.create(open, operator))
  const pypi = await house.repositories.find('acme', 'pypi')
  if (pypi) granted(await house.repositories.reserve(pypi, ['acme-*', 'widget-pro'], operator))

  await publishVersions(house, people.write)
  const make = async (name: string, allow: Parameters<typeof keyCaveats>[0]['allow'], more: KeyMore = {}) => {
    const { networks, days = 90, role } = more
    const caveats = granted(keyCaveats({ allow, ...(networks && { networks }) }))
    const expiresAt = days === 'never' ? days : house.clock.now() + days * day
    const owner =
      role === undefined
        ? ({ kind: 'account', id: people.owner.id } as const)
        : ({ kind: 'organization', id: acme.id } as const)
    const input = { owner, name, caveats, expiresAt, by: 'local command' as const }
    return granted(await house.keys.create({ ...input, ...(role !== undefined && { role }) }))
  }
  const all = [{ actions: ['describe', 'read'], targets: ['pypi:acme', 'pypi:northwind'] }]
  const upload = [{ actions: ['publish'], targets: ['pypi:acme/widget'] }]
  const { key: old } = await make('old build server', [
    { actions: ['publish', 'retire'], targets: ['*:acme'] },
  ])
  granted(await house.keys.revoke(old.id, 'local command'))
  await make('weekend project', all, { days: 1 })
  const { key: rotated } = await make('nightly', all, { days: 'never' })
  house.clock.advance(3 * day)
  granted(await house.keys.rotate({ id: rotated.id, overlap: 7 * day, by: 'local command' }))
  const { key: release } = await make('release workflow of widget', [...upload, ...all], {
    networks: ['192.0.2.0/24'],
  })
  await make(
    'everything, from the old laptop',
    [{ actions: ['read', 'publish', 'account'], targets: ['*'] }],
    {
      days: 'never',
    },
  )
  const { key: laptop } = await make('laptop', all, { days: 5 })
  const build = await make('ci', [{ actions: ['read', 'publish'], targets: ['pypi:acme'] }], {
    role: 'write',
  })
  const { key: ci } = build
  await publish(house, acme, { displayName: 'nightly', filename: 'nightly-1.0.tar.gz' }, build.token)

  const use = { address: '192.0.2.7', client: 'twine/6.1.0 CPython/3.13.1' }
  for (const { id, owner } of [laptop, release, ci]) {
    house.keys.used(id, { at: house.clock.now(), ...use })
    const used = { key: id, owner: owner.id, ...use }
    if (id !== laptop.id) house.keys.count({ ...used, action: 'publish', target: 'pypi:acme/widget' })
    house.keys.count({ ...used, action: 'read', target: 'pypi:acme' })
  }
  await house.keys.flush()
  const latchkey = preconfigured.find(({ id }) => id === 'latchkey')
  if (latchkey === undefined) throw new Error('This client is part of the program.')
  const { login } = await house.loginOf(people.owner, { client: latchkey, deviceName: 'build-7.eu-west' })
  const narrow = {
    deviceName: 'a-rather-long-name-of-a-runner.example.internal',
    scope: 'package:pypi:acme/widget',
  }
  const runner = await house.loginOf(people.owner, narrow)
  const write = await house.loginOf(people.write, { deviceName: 'tablet' })
  const ended = await house.loginOf(people.owner, { deviceName: 'old-laptop', scope: 'repositories' })
  granted(await house.logins.end(ended.login.id, people.owner.id, operator))
  house.logins.used(login.id, { at: house.clock.now(), ...use })
  await house.logins.flush()
  const elsewhere = { username: 'owner', password: new Secret(password), address: '198.51.100.9' }
  const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0'
  granted(await house.sessions.signIn({ ...elsewhere, userAgent: firefox }))
  house.clock.advance(3 * hour)
  const asked = { action: 'publish', target: 'pypi:acme/widget' }
  const lacking = { what: 'token.refused', code: 'totp_required', loginId: write.login.id } as const
  house.audit.note({ ...lacking, ...use, details: asked })
  await house.audit.flush()

  const app = await giveSecondFactor(house.store, people.write.id, house.clock)
  const now = house.clock.now()
  const phone = {
    name: 'Firefox on Android',
    createdAt: now - 90 * day,
    lastUsedAt: now - 2 * hour,
    synced: true,
  }
  await givePasskey(house.store, people.write.id, phone)
  const passkey = await givePasskey(house.store, people.write.id, {
    name: 'Blue key',
    createdAt: now - 2 * day,
  })
  const marie = await house.person('marie')
  await givePasskey(house.store, marie.id, phone)
  const request = { scope: 'api repositories repository:pypi:acme', deviceName: 'build-7.eu-west' }
  const device = { address: '198.51.100.7', client: 'latchkey/1.0.0 (linux x64) node/24.1.0' }
  const redirectUris = ['https://ide.example.com/callback', 'http://127.0.0.1/callback']
  const editor = { name: 'Acme Editor', redirectUris, confidential: false }
  const added = granted(await house.clients.create(editor, operator))
  await house.person('jean')
  const verification = await unverified(house, 'vera')
  const heinrich = await house.person('heinrich')
  granted(await house.lockOut.disable(heinrich.id, operator))
  const mailed = { by: people.owner, email: 'grace@example.com' }
  granted(await house.invitations.mail({ ...mailed, organization: { id: acme.id, role: 'read' } }, operator))
  return {
    invitation: granted(
      await house.invitations.invite(
        { by: people.owner, organization: { id: acme.id, role: 'write' } },
        operator,
      ),
    ),
    reset: granted(await house.lockOut.makeResetLink(people.read.id, operator)),
    verification,
    newUserCode: async () =>
      granted(await house.deviceAuthorizations.request(latchkey, request, device)).userCode,
    keys: { laptop: laptop.id, release: release.id, rotated: rotated.id, ci: ci.id },
    login: write.login.id,
    logins: [login.id, runner.login.id],
    client: added.client.id,
    app,
    passkey,
    newCode: () => app.nextCode(house.clock).expose(),
  }
}

interface KeyMore {
  readonly networks?: readonly string[]
  readonly days?: number | 'never'
  /** Of an organization's key. */
  readonly role?: 'write'
}

async function publishVersions(house: PagesHouse, publisher: { readonly id: string }): Promise<void> {
  const wheel = (name: string, version: string) => `${name}-${version}-py3-none-any.whl`
  const digest = (digit: string) => digit.repeat(64)
  for (const [index, version] of ['1.0', '1.1', '2.0'].entries()) {
    const size = 18_400 + index * 2_650
    const one = { displayName: 'widget', version, size, sha256: digest(`${index}`) }
    await publish(house, publisher, { ...one, filename: `widget-${version}.tar.gz` })
    await publish(house, publisher, { ...one, filename: wheel('widget', version), sha256: digest('c') })
    house.clock.advance(4 * day)
  }
  for (const name of ['gadget', 'sprocket-tools', 'a-package-with-a-rather-long-name-for-a-phone']) {
    await publish(house, publisher, { displayName: name, version: '0.9.1', filename: `${name}-0.9.1.tar.gz` })
  }
  const owner = await house.accounts.byUsername('owner')
  if (owner === undefined) throw new Error('Somebody owns the organization.')
  const place = { organization: 'acme', ecosystem: 'pypi', package: 'widget', version: '1.1' }
  const judge = await house.judge(sessionOf(owner), { action: 'retire', ...place })
  granted(await house.repositories.retireVersion(judge, 'Loses the last line of every file; use 2.0.'))
}

/** Somebody who did not look into the mailbox yet, and wants mail elsewhere already. Gives where the first link leads. */
async function unverified(house: PagesHouse, username: string): Promise<string> {
  const account = { username, email: `${username}@example.com`, password: new Secret(password) }
  granted(await house.accounts.create(account, operator))
  const [letter] = await openMailbox(house.store, house.clock)(account.email)
  if (letter === undefined) throw new Error('Whoever is new is sent a link.')
  return linkIn(letter)
}
