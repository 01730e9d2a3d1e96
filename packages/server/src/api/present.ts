/** From the rooms' values to the API's: snake_case, unix seconds, null for what is absent. */

import type { z } from '@hono/zod-openapi'
import { type Caveat, describeCaveat, formatTarget } from '@latchkey/tokens'
import type { Key } from '../keys/index.ts'
import { loginName } from '../logins/index.ts'
import type { Organization } from '../organizations/index.ts'
import type { FileRecord, Package, Repository } from '../repositories/index.ts'
import type {
  fileSchema,
  keySchema,
  mayDoSchema,
  organizationSchema,
  packageSchema,
  repositorySchema,
} from './schemas.ts'

/** Milliseconds to unix seconds. */
export function seconds(milliseconds: number): number {
  return Math.floor(milliseconds / 1000)
}

/** What these restrictions leave, in rows and in words. */
type MayDo = z.input<typeof mayDoSchema>

/** Of lists that nobody changes: keys that are restricted alike share one. */
const presented = new WeakMap<readonly Caveat[], MayDo>()

export function presentMayDo(caveats: readonly Caveat[]): MayDo {
  const known = presented.get(caveats)
  if (known !== undefined) return known
  const mayDo = inRowsAndWords(caveats)
  if (Object.isFrozen(caveats)) presented.set(caveats, mayDo)
  return mayDo
}

function inRowsAndWords(caveats: readonly Caveat[]): MayDo {
  return {
    rows: caveats.flatMap(caveat =>
      caveat.kind === 'allow'
        ? [caveat.rows.map(row => ({ actions: [...row.actions], targets: row.targets.map(formatTarget) }))]
        : [],
    ),
    words: caveats.map(describeCaveat),
  }
}

export function presentKey(key: Key): z.input<typeof keySchema> {
  const { id, name, role, caveats, createdAt, expiresAt, revokedAt, lastUsed, replacedBy } = key
  return {
    id,
    name,
    role: role ?? null,
    may: presentMayDo(caveats),
    created_at: seconds(createdAt),
    expires_at: expiresAt === undefined ? null : seconds(expiresAt),
    revoked_at: revokedAt === undefined ? null : seconds(revokedAt),
    last_used: lastUsed
      ? { at: seconds(lastUsed.at), address: lastUsed.address ?? null, client: lastUsed.client ?? null }
      : null,
    replaced_by: replacedBy ?? null,
  }
}

export function presentOrganization({
  id,
  name,
  displayName,
}: Organization): z.input<typeof organizationSchema> {
  return { id, name, display_name: displayName }
}

export function presentRepository(repository: Repository): z.input<typeof repositorySchema> {
  const { ecosystem, organization, visibility, createdAt } = repository
  return { name: `${ecosystem}:${organization.name}`, ecosystem, visibility, created_at: seconds(createdAt) }
}

export function presentPackage({ name, displayName, createdAt }: Package): z.input<typeof packageSchema> {
  return { name, display_name: displayName, created_at: seconds(createdAt) }
}

export function presentFile(file: FileRecord): z.input<typeof fileSchema> {
  const { filename, version, size, sha256, createdAt, publishedBy, publishedFrom, keyId, loginId, login } =
    file
  const { retired } = file
  return {
    ...{ filename, version, size, sha256 },
    created_at: seconds(createdAt),
    yanked: retired === undefined ? null : { reason: retired.reason, at: seconds(retired.at) },
    published: {
      by: { kind: publishedBy.kind, name: file.publisher },
      key: keyId === undefined ? null : { id: keyId, name: file.keyName ?? '' },
      login: loginId === undefined || login === undefined ? null : { id: loginId, name: loginName(login) },
      address: publishedFrom.address ?? null,
      client: publishedFrom.client ?? null,
    },
  }
}

/** A page of a list. */
export function presentPage<Item, Shown>(
  page: { readonly items: readonly Item[]; readonly next?: string },
  present: (item: Item) => Shown,
): { items: Shown[]; next: string | null } {
  return { items: page.items.map(present), next: page.next ?? null }
}
