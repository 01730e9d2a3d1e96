/** The releases of a package with all that is known of each, the newest first, as every answer about them is made. */
import type { FileRecord, Package } from '../../../repositories/index.ts'
import type { Visit } from '../../route.ts'
import { compareVersions } from '../names/index.ts'
import { type HexRelease, readRelease } from '../release.ts'
import { type HexRetirement, readRetirement } from '../retirement.ts'

export interface Release {
  readonly version: string
  readonly file: FileRecord
  readonly details: HexRelease
  readonly retirement: HexRetirement | undefined
  /** Milliseconds since 1970; where there is any. */
  readonly documentedAt: number | undefined
}

export async function releasesOf(
  { rooms }: Pick<Visit, 'rooms'>,
  { id }: Package,
): Promise<readonly Release[]> {
  const files = await rooms.repositories.fileRecords(id)
  const documented = new Map(
    (await rooms.repositories.documentation(id)).map(({ version, createdAt }) => [version, createdAt]),
  )
  return files
    .map(file => ({
      ...{ version: file.version, file, details: readRelease(file.details) },
      retirement: file.retired && readRetirement(file.retired),
      documentedAt: documented.get(file.version),
    }))
    .sort((one, other) => compareVersions(other.version, one.version))
}

/** When something was last said of it. */
export function changedAt({ file, documentedAt = 0 }: Release): number {
  return Math.max(file.createdAt, file.retired?.at ?? 0, documentedAt)
}
