/** Files that are managed alike: by marked lines, by a member of a JSON object, or as a whole. */
import { type Refusal, refuse, refused } from '@latchkey/tokens'
import type { ManagedFile } from '../client-setup.ts'
import { type Member, namesLike, putMember, takeMember } from './json.ts'
import { type Lines, splitLines } from './lines.ts'
import { type Edit, putMarked, sum, takeMarked } from './marked.ts'

export interface Marked {
  readonly path: string
  readonly mark: string
  /** Which of our lines these stand for; those with the same mark unless told. */
  readonly slot?: string
  /** What the file must not say already, because it can be said once only. */
  readonly taken?: RegExp
  readonly edit: Edit
}

export function markedFile({ path, mark, slot = mark, taken, edit }: Marked): ManagedFile {
  return {
    path,
    put(text) {
      const others = takeMarked(text, slot)
      if (!others.changed && taken?.test(others.text)) return isTaken
      return putMarked(text, mark, edit, slot)
    },
    take: text => takeMarked(text, mark),
  }
}

const isTaken: Refusal<'taken'> = refuse(
  'taken',
  "It says that already, in words that are not Latchkey's.",
  'Take it out there, or choose another name with --name.',
)

export function jsonFile(path: string, member: Member): ManagedFile {
  return {
    path,
    subjects: text => namesLike(text, member),
    put(text) {
      const after = putMember(text, member)
      return refused(after) ? after : { text: after, changed: false }
    },
    take(text) {
      const after = takeMember(text, member)
      return refused(after) ? after : { text: after, changed: false }
    },
  }
}

/**
 * A file that is ours alone, in which `#` begins a comment. Its last line tells whether somebody changed it since, also to
 * a later version of Latchkey that would write another.
 */
export function ownFile(path: string, whole: string): ManagedFile {
  const sealed = `${whole}${sealOf(splitLines(whole))}`
  return {
    ...{ path, own: true },
    put: () => ({ text: sealed, changed: false }),
    take(text) {
      const lines = splitLines(text)
      const untouched = lines.at(-1) === sealOf(lines.slice(0, -1))
      return { text: untouched ? '' : text, changed: !untouched && text !== '' }
    },
  }
}

function sealOf(lines: Lines): string {
  return `# ${sum(lines)}\n`
}
