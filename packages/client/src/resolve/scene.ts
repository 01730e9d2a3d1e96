/** What every source looks at: where the request goes, what that place is, and what is at hand. */
import { refused } from '@latchkey/tokens'
import type { AuthError } from '../errors.ts'
import { placeOf } from '../http/index.ts'
import type { GivenCredentials, ResolveNeeds, ResolveOptions, Wanted } from './wanted.ts'

export interface Scene {
  readonly wanted: Wanted
  readonly options: ResolveOptions
  readonly needs: ResolveNeeds
  /** The name that the host is asked about. */
  readonly name: string
  /** `hexpm` of `hexpm:acme`, where what is given for it may be used. */
  readonly parent: string | undefined
  /** Where the request goes. */
  readonly origin: string
  readonly pathPrefix: string
  readonly trusted: boolean
  /** Whether what the registry gave out is for this place: never for another's repository, however trusted. */
  readonly ofRegistry: boolean
  /** Whether a key is traded for a token first: not at the registry's own token endpoint, where it is another's. */
  readonly exchangesKeys: boolean
  /** Whether a key may go out as it is: not for an organization's repository, unless keys are inherited. */
  readonly keysAsTheyAre: boolean
  /** What the host gives for a name, asked once. */
  given(name: string): Promise<GivenCredentials>
}

export function sceneOf(wanted: Wanted, options: ResolveOptions, needs: ResolveNeeds): Scene | AuthError {
  const { registry, inheritKeys = false, exchange = true, exchangeUrl } = options
  const name = wanted.repository ?? registry.name
  const place = wanted.kind === 'api' ? registry.api : wanted.place
  const where = placeOf(place.url)
  if (refused(where)) return where
  const [registryName, organization] = name.split(':')
  const ofRegistry =
    wanted.kind === 'api' || where.origin === registry.origin || registry.place(name) !== undefined
  const known = new Map<string, Promise<GivenCredentials>>()
  return {
    wanted,
    options,
    needs,
    name,
    parent: inheritKeys && organization !== undefined ? registryName : undefined,
    ...where,
    trusted: place.trusted,
    ofRegistry,
    exchangesKeys: exchange && (ofRegistry || exchangeUrl !== undefined),
    keysAsTheyAre: inheritKeys || organization === undefined,
    given(asked) {
      const given = known.get(asked) ?? Promise.resolve(needs.given(asked)).then(found => cleaned(found))
      known.set(asked, given)
      return given
    },
  }
}

/** Empty means unset, here too. */
function cleaned(given: GivenCredentials | undefined): GivenCredentials {
  const entries = Object.entries(given ?? {}).filter(([, secret]) => secret?.expose().trim())
  return Object.fromEntries(entries)
}
