/** Tarballs as they lie in a folder: what `mix hex.registry build` is given, or what was fetched of another repository. */
import { quoted, refused } from '@latchkey/tokens'
import type { Imports } from '../ecosystem.ts'
import { readTarballName } from './names/index.ts'
import { type HexRelease, tarballName } from './release.ts'
import { readTarball, tarballLimit, tarballTooLarge } from './tarball/index.ts'
import { invalid } from './validation.ts'

export const imports: Imports = {
  named: readTarballName,

  async inspect(filename, contents) {
    if (contents.size > tarballLimit) return tarballTooLarge(tarballLimit)
    const tarball = await readTarball(contents.read())
    if (refused(tarball)) return tarball
    const { name, version, app, innerChecksum, requirements, metadata } = tarball
    if (tarballName(name, version) !== filename)
      return invalid(
        'name_differs',
        ['name'],
        `is ${quoted(name)} and version ${quoted(version)} in ${filename}`,
        'Give the file the name that its metadata say.',
      )
    return { app, innerChecksum, requirements, metadata } satisfies HexRelease
  },
}
