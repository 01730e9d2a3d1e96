/**
 * Repositories, their packages, maintainers and files: what is published is decided by rows.
 *
 * 1. At most one repository per organization and ecosystem, `public` or `private` to read.
 * 2. Whoever first publishes a name becomes its maintainer; where that is an organization's key, the key.
 * 3. A file name means one content for ever: the same again is there already, another is refused. What was deleted
 *    comes back under no name that was used.
 * 4. Nothing becomes visible but by a decision made with computed values in the transaction that makes it visible;
 *    and nothing is retired, restored or deleted but by one made in the transaction that does it.
 * 5. A name that has a package, whatever became of its files, or a reservation is the repository's own, and is never
 *    asked of a fallback.
 *
 *     const repositories = createRepositories({ store, clock, random, ecosystems: ['pypi'] })
 *     await store.write(transaction => repositories.publishFile(transaction, { allowed, filename, sha256, ... }))
 */

export { createRepositories, type RepositoriesOptions } from './create-repositories.ts'
export type { PublishDocumentation } from './documentation.ts'
export { erasePublisher } from './erase-publisher.ts'
export { noMaintainer } from './maintainers.ts'
export { isUnowned, type NameOwner, type UnownedName } from './name-owner.ts'
export type { Published, PublishInput } from './publish-file.ts'
export type { PublishedVersion } from './published-versions.ts'
export type { Usage } from './quota.ts'
export type { Repositories } from './repositories.ts'
export type {
  Documentation,
  FileRecord,
  ListedFile,
  ListedVersion,
  Maintainer,
  MaintainerId,
  Package,
  PublishedFile,
  Repository,
  Retired,
  Visibility,
} from './repository.ts'
