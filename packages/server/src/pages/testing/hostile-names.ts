/** Names that mean harm, put wherever people and clients may choose what something is called. */
import { Secret } from '@latchkey/protocol'
import { refused } from '@latchkey/tokens'
import { operator } from '../../audit/index.ts'
import { sessionOf } from '../../credentials/testing/small-house.ts'
import { granted, type PagesHouse, password } from './house.ts'

/** Out of a text, out of an attribute in either kind of quotes, and a link that runs. */
export const hostile = `"'><x-evil x-evil=1 onerror=alert(1)><img src=x onerror=alert(1)>javascript:alert(1)//`

/** Everything in a furnished house that is called as somebody likes, through the rooms that take such names. */
export async function renameEverything(house: PagesHouse, text: string): Promise<void> {
  const owner = await house.accounts.byUsername('owner')
  const acme = await house.organizations.byName('acme')
  if (owner === undefined || acme === undefined) throw new Error('They are there.')
  granted(await house.organizations.setDisplayName(acme.id, text, operator))
  const owners = [
    { kind: 'account', id: owner.id },
    { kind: 'organization', id: acme.id },
  ] as const
  for (const whose of owners) {
    for (const [index, { id }] of (await house.keys.list(whose)).items.entries()) {
      const renamed = await house.keys.rename(id, `${text}${index}`, 'local command')
      if (refused(renamed) && renamed.code !== 'key_over') throw new Error(renamed.message)
      const from = { address: '192.0.2.7', client: text }
      house.keys.used(id, { at: house.clock.now(), ...from })
      house.keys.count({ key: id, owner: whose.id, action: 'read', target: 'pypi:acme', ...from })
    }
  }
  await house.keys.flush()
  const redirectUris = ['https://evil.example/?"><x-evil>']
  const { client } = granted(
    await house.clients.create({ name: text, redirectUris, confidential: false }, operator),
  )
  const { login } = await house.loginOf(owner, { client, deviceName: text })
  house.logins.used(login.id, { at: house.clock.now(), address: '192.0.2.7', client: text })
  await house.logins.flush()
  const place = { organization: 'acme', ecosystem: 'pypi', package: 'widget', version: '1.0' }
  const judge = await house.judge(sessionOf(owner), { action: 'retire', ...place })
  granted(await house.repositories.retireVersion(judge, text))
  const browser = { address: '192.0.2.7', userAgent: text }
  granted(await house.sessions.signIn({ username: 'owner', password: new Secret(password), ...browser }))
}
