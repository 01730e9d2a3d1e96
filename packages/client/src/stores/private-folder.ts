/** The folder of a store: its owner's alone, and none that git would publish. */
import type { Files } from './files.ts'
import type { StoreError, StoreNotice } from './store.ts'
import { inWorkTree, unavailable, unsafe } from './store-errors.ts'
import { exposingWorkTree } from './work-tree.ts'

/** Makes the folder of `path` where it is not there, and sees that secrets may be written into it. */
export async function prepareFolder(
  files: Files,
  folder: string,
  path: string,
  notice: (notice: StoreNotice) => void,
): Promise<StoreError | undefined> {
  try {
    // Before anything is made: a folder that is refused is not left behind.
    const tree = await exposingWorkTree(path, files)
    if (tree !== undefined) return inWorkTree(path, tree)
    await files.mkdir(folder, { recursive: true, mode: 0o700 })
    return await secure(files, folder, notice)
  } catch (problem) {
    return unavailable(folder, problem)
  }
}

async function secure(
  files: Files,
  folder: string,
  notice: (notice: StoreNotice) => void,
): Promise<StoreError | undefined> {
  const user = process.geteuid?.()
  // Windows keeps a person's folders from others by itself.
  if (user === undefined) return undefined
  const { uid, mode } = await files.stat(folder)
  if (uid !== user)
    return unsafe(
      folder,
      'belongs to another user than this program runs as',
      'Run it as that user, without sudo, or set LATCHKEY_CONFIG to a folder of your own.',
    )
  // Such a folder is meant for all (`/tmp`): closing it would be worse than not using it.
  if (mode & 0o002)
    return unsafe(folder, 'can be written to by everybody', 'Set LATCHKEY_CONFIG to a folder of your own.')
  if ((mode & 0o077) === 0) return undefined
  await files.chmod(folder, 0o700)
  notice({ code: 'modes_repaired', message: `${folder} was open to others; now it is yours alone (0700).` })
  return undefined
}
