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
  return [
    {
      ...{ outcome: 'found', where, obtain, renew, login: credential },
      // Read by who explains: what writes a date first looks for the time zone.
      get why() {
        return untilWhen(credential)
      },
    },
  ]
}

/** A login that is known to read only is not sent to be refused. What nobody said, the server decides. */
function covers({ scopes }: Credential, { wanted }: Scene): boolean {
  if (wanted.kind !== 'api' || wanted.permission === 'read') return true
  return scopes.some(scope => scope === 'api' || scope === 'api:write') || !scopes.includes('api:read')
}

/** The end of an access token is not that of a login that gets the next one by itself. */
function untilWhen({ expiresAt, refreshToken }: Credential): string {
  if (expiresAt === undefined) return 'ready'
  const end = new Date(expiresAt).toISOString().replace(/\.\d+/, '')
  return refreshToken === undefined ? `good until ${end}` : `renewed by itself, next before ${end}`
}
