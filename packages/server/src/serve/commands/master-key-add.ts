/** `latchkey-server master-key add`: the first step of a rotation. Nothing is made with the new key yet. */
import { defineCommand, flag, type Output, text } from '@latchkey/protocol/command'
import { type Refusal, refuse, refused } from '@latchkey/tokens'
import { addMasterKey, listMasterKeys, type MasterKeyEntries } from '../../keys/index.ts'
import { random } from '../machine.ts'
import { changeMasterKeyFile, writeNewMasterKeyFile } from '../master-key-file.ts'
import { type MasterKeyGround, withMasterKeys } from '../master-key-ground.ts'

export const command = defineCommand({
  name: 'master-key add',
  about:
    'Makes a master key and puts it beside the others. It is never printed. Install it on every other node, then activate\n' +
    'it: docs/operate/master-keys.md tells all of it.',
  examples: [
    'npx latchkey-server master-key add',
    '# Where LATCHKEY_MASTER_KEYS holds them: its new value is written to a file',
    'npx latchkey-server master-key add --file new-master-keys.json',
  ],
  options: {
    file: text('PATH', 'Where LATCHKEY_MASTER_KEYS holds the keys: where to write its new value.'),
    lost: flag('The former ones are lost for good: begin a new file.'),
  },
  run: ({ file: target, lost }, terminal) =>
    withMasterKeys(terminal.environment, async ground => {
      const known = await listMasterKeys(ground.store.read, { given: ground.given, now: terminal.now() })
      const kid = nextName([...known.map(each => each.kid), ...(ground.given?.keys.keys() ?? [])])
      const added = { kid, key: random(32), now: terminal.now() }
      return ground.file === undefined
        ? addToEnvironment(ground, added, target)
        : addToFile(ground.store, added, { file: ground.file, target, lost })
    }),
})

interface Added {
  readonly kid: string
  readonly key: Uint8Array
  readonly now: number
}

async function addToFile(
  store: MasterKeyGround['store'],
  added: Added,
  {
    file,
    target,
    lost,
  }: { readonly file: string; readonly target: string | undefined; readonly lost: boolean },
): Promise<Output | Refusal> {
  if (target !== undefined)
    return refuse('usage', `The master keys are in ${file}, and so will the new one be.`, 'Leave --file out.')
  const { kid } = added
  const changed = await changeMasterKeyFile(file, given => {
    if (given === undefined && !lost) return notThere(file)
    return given?.keys.has(kid) ? addedMeanwhile(kid) : withKey(given, added)
  })
  if (refused(changed)) return changed
  const known = await addMasterKey(store, added)
  if (refused(known)) {
    await changeMasterKeyFile(file, given => given && without(given, kid))
    return known
  }
  return {
    data: { masterKey: kid, file, registered: true },
    text: `The master key ${kid} is in ${file}. Nothing is made with it yet.`,
    note:
      `Next, on every other node: put the same file there, for its user alone. Do so before any of them is started\n` +
      `again: from now on none starts without ${kid}. A node that runs takes it up within a second.\n` +
      `Then: npx latchkey-server master-key activate ${kid}`,
  }
}

async function addToEnvironment(
  { given }: MasterKeyGround,
  added: Added,
  target: string | undefined,
): Promise<Output | Refusal> {
  if (target === undefined)
    return refuse(
      'usage',
      'LATCHKEY_MASTER_KEYS holds the master keys, and cannot be changed from here.',
      'Say where to write its new value: npx latchkey-server master-key add --file PATH',
    )
  const { kid } = added
  const written = await writeNewMasterKeyFile(target, withKey(given, added))
  if (refused(written)) return written
  return {
    data: { masterKey: kid, file: target, registered: false },
    text: `${target} holds the new value of LATCHKEY_MASTER_KEYS, with the master key ${kid}. Nothing is made with it yet.`,
    note:
      `Next: give that value to every node and start them again one after the other, then remove the file. As soon as\n` +
      `the first has started, none starts without ${kid}.\n` +
      `Then: npx latchkey-server master-key activate ${kid}`,
  }
}

/** `m3` where there are `m1` and `m2`. */
function nextName(taken: readonly string[]): string {
  const numbers = taken.map(kid => Number(/^m(\d{1,9})$/.exec(kid)?.[1] ?? 0))
  return `m${Math.max(0, ...numbers) + 1}`
}

function withKey(given: MasterKeyEntries | undefined, { kid, key }: Added): MasterKeyEntries {
  return { minting: given?.minting ?? kid, keys: new Map([...(given?.keys ?? []), [kid, key]]) }
}

function without({ minting, keys }: MasterKeyEntries, removed: string): MasterKeyEntries {
  return { minting, keys: new Map([...keys].filter(([kid]) => kid !== removed)) }
}

function notThere(file: string): Refusal<'master_key_missing'> {
  return refuse(
    'master_key_missing',
    `There are no master keys at ${file}.`,
    'Put the file back from where it is kept. If it is lost for good: npx latchkey-server master-key add --lost',
  )
}

function addedMeanwhile(kid: string): Refusal<'master_key_exists'> {
  return refuse(
    'master_key_exists',
    `Another command added a master key ${kid} at the same time.`,
    'Type the command again: it takes another name.',
  )
}
