/** The rooms that the handlers of every ecosystem work with, as they are handed in. */
import type { Authorizer } from '../access/index.ts'
import type { Accounts } from '../accounts/index.ts'
import type { Clock } from '../host/index.ts'
import type { Keys } from '../keys/index.ts'
import type { Organizations } from '../organizations/index.ts'
import type { Repositories } from '../repositories/index.ts'
import type { SecondFactors } from '../second-factors/index.ts'
import type { Answers, Store } from '../storage/index.ts'
import type { Upstream } from '../upstreams/index.ts'
import type { FallbackOf } from './fallback.ts'
import type { RegistrySigner } from './hex/registry/signer.ts'
import type { HexRoot } from './hex/root/hex-root.ts'

export interface EcosystemRooms {
  readonly authorizer: Authorizer
  readonly accounts: Pick<Accounts, 'byId' | 'byUsername'>
  readonly organizations: Pick<
    Organizations,
    'byId' | 'byName' | 'memberships' | 'members' | 'roleOf' | 'addMember' | 'setRole' | 'removeMember'
  >
  readonly keys: Pick<Keys, 'create' | 'live' | 'revokeMany'>
  readonly secondFactors: Pick<SecondFactors, 'openWindow'>
  readonly repositories: Pick<
    Repositories,
    | 'find'
    | 'packages'
    | 'findPackage'
    | 'ownerOf'
    | 'files'
    | 'versions'
    | 'fileRecords'
    | 'maintainers'
    | 'maintainedBy'
    | 'addMaintainer'
    | 'removeMaintainer'
    | 'retireVersion'
    | 'restoreVersion'
    | 'deleteFiles'
    | 'documentation'
    | 'documentationFor'
    | 'publishDocumentation'
    | 'deleteDocumentation'
    | 'findFile'
    | 'objectionToName'
    | 'objectionToSize'
    | 'publishFile'
  >
  readonly store: Pick<Store, 'write'>
  readonly answers: Answers
  readonly upstream: Upstream
  /** Where to look for what nobody owns here; absent where no repository has such a place. */
  readonly fallbackOf?: FallbackOf
  /** Signs what Hex's clients read of a repository. */
  readonly signer: RegistrySigner
  /** The public repository at the root of Hex's; absent where the root is empty. */
  readonly hexRoot?: HexRoot | undefined
  /** Largest file that may be published, in bytes. */
  readonly uploadLimit: number
  readonly clock: Clock
  /** The one public origin: every address in an answer is made from it. */
  readonly origin: string
}
