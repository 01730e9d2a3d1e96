/** The login that a person made at the registry. */
import { refused } from '@latchkey/tokens'
import { type Credential, loginName } from '../../credential.ts'
import { type Finding, failed, notForThis, nothing } from '../finding.ts'
import type { Scene } from '../scene.ts'

export async function login(scene: Scene): Promise<readonly Finding[]> {
  const { needs, options, trusted, ofRegistry } = scene
  const { origin } = options.registry
  const where = `the login at ${origin}`
  if (!trusted) return [notForThis(where, 'the place is not trusted')]
  // Not even looked at: it is nobody else's.
  if (!ofRegistry) return [notForThis(where, `the repository is not one of ${origin}`)]
  const state = await needs.stored()
  if (refused(state)) return [failed(where, state)]
  const credential = state[loginName(origin, options.account)]
  if (credential === undefined) return [nothing(where)]
  if (!covers(credential, scene)) return [notForThis(where, 'it was made for reading only', credential)]
  const renew = (rejected: Credential) => needs.refreshed(rejected)
  // What cannot be refreshed is used to its end.
  const lasts =
    credential.refreshToken === undefined && needs.now() < (credential.expiresAt ?? Number.POSITIVE_INFINITY)
  const obtain = () => (lasts ? credential : needs.fresh(credential))
  return [{ outcome: 'found', where, why: untilWhen(credential), obtain, renew, login: credential }]
}

/** A login that is known to read only is not sent to be refused. What nobody said, the server decides. */
function covers({ scopes }: Credential, { wanted }: Scene): boolean {
  if (wanted.kind !== 'api' || wanted.permission === 'read' || scopes.length === 0) return true
  return scopes.some(scope => scope === 'api' || scope === 'api:write') || !scopes.includes('api:read')
}

function untilWhen({ expiresAt }: Credential): string {
  return expiresAt === undefined
    ? 'ready'
    : `good until ${new Date(expiresAt).toISOString().replace(/\.\d+Z$/, 'Z')}`
}
