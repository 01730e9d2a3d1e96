/** The access token that a key is traded for: what goes to a trusted place in the key's stead. */
import type { Secret } from '@latchkey/protocol'
import { refused } from '@latchkey/tokens'
import { type Credential, everythingOf, exchangedName } from '../../credential.ts'
import type { StoreState } from '../../stores/index.ts'
import { type Finding, failed, found, notForThis, nothing } from '../finding.ts'
import type { Scene } from '../scene.ts'

export async function exchanged(scene: Scene): Promise<readonly Finding[]> {
  const { wanted, exchangesKeys, name, parent, trusted } = scene
  const scopes = scopesOf(scene)
  if (scopes === undefined) return [nothing('an exchange', 'the API takes keys as they are')]
  if (!exchangesKeys) return [nothing('an exchange', 'keys are not exchanged')]
  const own = await scene.given(name)
  const where = `what the host gives for ${name}`
  if (own.key) return [trusted ? trade(scene, where, own.key, scopes) : notTrusted(where)]
  if (!trusted) return []
  const inherited = parent === undefined || own.repository ? {} : await scene.given(parent)
  if (inherited.key) return [trade(scene, `what the host gives for ${parent}`, inherited.key, scopes)]
  return wanted.kind === 'api' ? [nothing(where)] : [nothing(where), await kept(scene)]
}

function scopesOf({ wanted, options: { registry } }: Scene): readonly string[] | undefined {
  return wanted.kind === 'repository'
    ? registry.exchangeScopes
    : registry.apiExchangeScopes?.[wanted.permission]
}

/** Kept under the name that was asked for, a parent's key or not, so that it is found there again. */
function trade(
  { needs, wanted, name }: Scene,
  where: string,
  key: Secret,
  scopes: readonly string[],
): Finding {
  const asked = { key, name: wanted.kind === 'api' ? `the API of ${name}` : name, scopes }
  return {
    outcome: 'found',
    where,
    why: 'a key, to be exchanged',
    obtain: () => needs.exchanged(asked),
    renew: rejected => needs.exchanged({ ...asked, rejected }),
  }
}

/** Without its key: until it ends. That of the repository itself goes before the one for all of its organization. */
async function kept({ needs, options, name }: Scene): Promise<Finding> {
  const where = (asked: string) => `the token that was exchanged for ${asked}`
  const state = await needs.stored()
  if (refused(state)) return failed(where(name), state)
  const asked = [name, everythingOf(name)].flatMap(each => each ?? [])
  const tokens = asked.flatMap(each => {
    const credential = latest(state, exchangedName(options.registry.origin, each))
    return credential === undefined ? [] : [{ credential, where: where(each) }]
  })
  const good = tokens.find(({ credential }) => endOf(credential) > needs.now())
  if (good !== undefined) return found(good.where, { ...good.credential, source: 'exchanged' })
  const [over] = tokens
  return over === undefined ? nothing(where(name)) : nothing(over.where, 'it ended, and its key is not here')
}

/** Beside the name stands which key it was traded for, which nobody knows any more. */
function latest(state: StoreState, name: string): Credential | undefined {
  const [one] = Object.entries(state)
    .filter(([kept]) => kept.startsWith(`${name} `) && !kept.slice(name.length + 1).includes(' '))
    .map(([, credential]) => credential)
    .sort((one, other) => endOf(other) - endOf(one))
  return one
}

function endOf({ expiresAt = Number.POSITIVE_INFINITY }: Credential): number {
  return expiresAt
}

function notTrusted(where: string): Finding {
  return notForThis(where, 'the place is not trusted')
}
