/** Does what was prepared and shown, and nothing else. */
import { type Refusal, refused } from '@latchkey/tokens'
import type { Desk } from '../desk/index.ts'
import { changedSince } from './files/open-file.ts'
import { replaceFile } from './files/replace-file.ts'
import type { Prepared } from './prepare.ts'
import { keepCopy, planTaking } from './secrets/search.ts'
import { runAll } from './settings.ts'

/** The paths of the copies of files that secrets were taken out of. All files are looked at again before the first is written. */
export async function apply(desk: Desk, prepared: Prepared): Promise<readonly string[] | Refusal> {
  const { changes, commands, taking, searched, place } = prepared
  for (const { file } of changes) {
    const changed = await changedSince(file, place.home)
    if (refused(changed)) return changed
  }
  const copies: string[] = []
  if (taking)
    for (const { file } of planTaking(searched.found)) copies.push(await keepCopy(file, place.folder))
  for (const { file, after, managed } of changes) {
    const failed = await replaceFile(file, after, managed.executable ? 0o700 : 0o600)
    if (refused(failed)) return failed
  }
  const failed = await runAll({ run: desk.run, home: place.home }, commands)
  return refused(failed) ? failed : copies
}
