/** What is granted for the scopes of an exchange: the rows of the token's `allow`, and the scopes as they are listed. */
import { expandScopes, formatScopes, type Presenter, type Scope, scopesToAllow } from '@latchkey/protocol'
import { type AllowRow, type Caveat, parseTarget, refused, type Target } from '@latchkey/tokens'
import { coversRow } from './covers.ts'

export interface Granted {
  readonly rows: readonly AllowRow[]
  /** RFC 6749, 3.3: at least one word. */
  readonly listed: string
}

export interface Grantable {
  readonly scopes: readonly Scope[]
  readonly presenter: Presenter
  /** The names of all that the key's owner belongs to. */
  readonly organizations: readonly string[]
  /** Of the key. */
  readonly caveats: readonly Caveat[]
  /** Organizations that the key may not be exchanged for: `repositories` leaves them out. */
  readonly leftOut: readonly string[]
}

/** `repositories` stays symbolic, so that what is joined or left shows at once, where no organization is left out. */
export function granted({ scopes, presenter, organizations, caveats, leftOut }: Grantable): Granted {
  const readable = organizations.filter(name => !leftOut.includes(name))
  const named = leftOut.length === 0 ? scopes : expandScopes(scopes, readable)
  const rows = scopesToAllow(named, presenter)
  return {
    rows: rows.length === 0 ? [nothing] : rows,
    listed: formatScopes(listedScopes(scopes, { caveats, presenter, readable })) || formatScopes(scopes),
  }
}

/** Everybody may ask who they are, so this lets a token do nothing more. */
const nothing: AllowRow = { actions: ['identify'], targets: [known('*')] }

interface Readable {
  readonly caveats: readonly Caveat[]
  readonly presenter: Presenter
  readonly readable: readonly string[]
}

/** A scope for each repository that the key may read: of a whole organization where it may read that. */
function listedScopes(
  scopes: readonly Scope[],
  { caveats, presenter, readable }: Readable,
): readonly Scope[] {
  const mayRead = (target: Target) => coversRow(caveats, { actions: ['read'], targets: [target] })
  const ecosystems = presenter.ecosystem === undefined ? ecosystemsIn(caveats) : []
  const each = readable.flatMap(name => {
    const whole = known(`${presenter.ecosystem ?? '*'}:${name}`)
    if (mayRead(whole)) return [known(`*:${name}`)]
    return ecosystems.map(ecosystem => known(`${ecosystem}:${name}`)).filter(mayRead)
  })
  const others = scopes.filter(({ kind }) => kind !== 'repositories')
  const repositories = each.map(target => ({ kind: 'repository', target }) as const)
  return others.length === scopes.length ? scopes : expandScopes([...others, ...repositories], [])
}

function ecosystemsIn(caveats: readonly Caveat[]): readonly string[] {
  const targets = caveats.flatMap(caveat =>
    caveat.kind === 'allow' ? caveat.rows.flatMap(row => row.targets) : [],
  )
  return [...new Set(targets.flatMap(({ ecosystem }) => ecosystem ?? []))]
}

/** Of a target in our own words, and of names that are names already. */
function known(text: string): Target {
  const target = parseTarget(text)
  if (refused(target)) throw new Error(target.message)
  return target
}
