/** What would be written where, before anything is. */
import { type Refusal, refuse, refused } from '@latchkey/tokens'
import type { ClientSetup, ManagedFile, Place } from './client-setup.ts'
import { clients } from './clients/index.ts'
import { subjectsIn } from './edits/marked.ts'
import { type OpenFile, openFile } from './files/open-file.ts'

export interface Plan {
  readonly changes: readonly Change[]
  /** Files in which lines of ours stay, because somebody changed them. */
  readonly kept: readonly string[]
}

export interface Change {
  readonly file: OpenFile
  /** `''` where the file goes. */
  readonly after: string
  readonly managed: Pick<ManagedFile, 'own' | 'executable'>
}

/**
 * Refused as a whole where one file cannot be read, or says something else already. `begun`: what is planned for files
 * anyway, whatever is set up.
 */
export async function planSetup(
  client: ClientSetup,
  place: Place,
  begun: readonly Change[] = [],
): Promise<Plan | Refusal> {
  const plan = await planFiles(client.files(place), place, (file, text) => file.put(text), begun)
  if (refused(plan) || plan.kept.length === 0) return plan
  return refuse(
    'changed_by_somebody',
    `Somebody changed lines of Latchkey's in ${plan.kept.join(' and ')}.`,
    'Remove them there, from the line with >>> to the line with <<<, then type the same again.',
  )
}

/** Without a subject, all that this client was set up for. */
export async function planRemoval(
  client: ClientSetup,
  place: Place,
  subject: string | undefined,
): Promise<Plan | Refusal> {
  const subjects = await subjectsOf(client, place)
  if (refused(subjects)) return subjects
  const going = subject === undefined ? [...new Set([...subjects, place.subject])] : [subject]
  const staying = subjects.filter(each => !going.includes(each))
  const needed = await neededByOthers(client, place)
  if (refused(needed)) return needed
  // What was set up later may lie between the lines of what was set up before: it goes first.
  const files = going
    .toReversed()
    .flatMap(each => client.files(placeFor(place, each)))
    .filter(({ shared, path }) => !shared || (staying.length === 0 && !needed.has(path)))
  return planFiles(files, place, (file, text) => file.take(text))
}

/** The same place for another repository: `pypi:acme` is organization and name. */
function placeFor(place: Place, subject: string): Place {
  if (subject === place.subject) return place
  const organization = subject.split(':')[1] ?? ''
  return { ...place, subject, organization, name: organization }
}

/** Several of them may be about one file: each is shown what the one before made of it. */
async function planFiles(
  files: readonly ManagedFile[],
  { home }: Place,
  act: (file: ManagedFile, text: string) => ReturnType<ManagedFile['put']>,
  begun: readonly Change[] = [],
): Promise<Plan | Refusal> {
  const changes = new Map(begun.map(change => [change.file.path, change]))
  const kept = new Set<string>()
  for (const managed of files) {
    const { path } = managed
    const file = changes.get(path)?.file ?? (await openFile(path, home))
    if (refused(file)) return file
    const edited = act(managed, changes.get(path)?.after ?? file.text)
    if (refused(edited)) return refuse(edited.code, `${path}: ${edited.message}`, edited.next)
    if (edited.changed) kept.add(path)
    changes.set(path, { file, after: edited.text, managed })
  }
  return { changes: [...changes.values()].filter(({ file, after }) => file.text !== after), kept: [...kept] }
}

async function subjectsOf(client: ClientSetup, place: Place): Promise<readonly string[] | Refusal> {
  const [first] = client.files(place)
  if (first === undefined) return []
  const file = await openFile(first.path, place.home)
  return refused(file) ? file : (first.subjects?.(file.text) ?? subjectsIn(file.text, client.name))
}

/** The shared files of all other clients that are set up. */
async function neededByOthers(client: ClientSetup, place: Place): Promise<ReadonlySet<string> | Refusal> {
  const needed = new Set<string>()
  for (const other of clients.filter(each => each !== client)) {
    const shared = other.files(place).filter(file => file.shared)
    const subjects = shared.length === 0 ? [] : await subjectsOf(other, place)
    if (refused(subjects)) return subjects
    if (subjects.length > 0) for (const { path } of shared) needed.add(path)
  }
  return needed
}
