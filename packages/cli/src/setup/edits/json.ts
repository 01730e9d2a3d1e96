/** One member of an object in a JSON file, added and taken out without touching a byte of the rest. */
import { type MemberNode, type ObjectNode, parse } from '@humanwhocodes/momoa'
import { type Refusal, refuse, refused } from '@latchkey/tokens'

/** `{ "credHelpers": { "packages.example.com": "latchkey" } }` is object, name and value. */
export interface Member {
  readonly object: string
  readonly name: string
  readonly value: string
}

type Whole = readonly [start: number, end: number]

/** The text with the member; as it is where it is there. Another value is refused: it is somebody's. */
export function putMember(text: string, member: Member): string | Refusal {
  if (text.trim() === '') return `{\n\t"${member.object}": { ${written(member)} }\n}\n`
  const top = read(text)
  if (refused(top)) return top
  const object = memberOf(top, member.object)
  if (object === undefined) return insert(text, top, `"${member.object}": { ${written(member)} }`)
  if (object.value.type !== 'Object') return unlike(member)
  const found = memberOf(object.value, member.name)
  if (found === undefined) return insert(text, object.value, written(member))
  return found.value.type === 'String' && found.value.value === member.value ? text : unlike(member)
}

/** The text without the member; as it is where it says something else. */
export function takeMember(text: string, member: Member): string | Refusal {
  if (text.trim() === '' || text === putMember('', member)) return ''
  const top = read(text)
  if (refused(top)) return top
  const object = memberOf(top, member.object)
  if (object?.value.type !== 'Object') return text
  const found = memberOf(object.value, member.name)
  if (found?.value.type !== 'String' || found.value.value !== member.value) return text
  // An object that was there before, and empty, was filled without a space.
  const before = text.startsWith(`{${written(member)}`, rangeOf(object.value)[0])
  const ours = object.value.members.length === 1 && !before
  return ours ? cut(text, top, object) : cut(text, object.value, found)
}

/** The names in the member's object that say the same as it. */
export function namesLike(text: string, { object, value }: Member): readonly string[] {
  const top = text.trim() === '' ? undefined : read(text)
  const found = top === undefined || refused(top) ? undefined : memberOf(top, object)
  if (found?.value.type !== 'Object') return []
  return found.value.members.flatMap(({ name, value: said }) =>
    name.type === 'String' && said.type === 'String' && said.value === value ? [name.value] : [],
  )
}

function written({ name, value }: Member): string {
  return `${JSON.stringify(name)}: ${JSON.stringify(value)}`
}

/** As the first member, behind the white space that the first one has now. */
function insert(text: string, object: ObjectNode, inserted: string): string {
  const [start] = rangeOf(object)
  const [first] = object.members
  const space = first === undefined ? '' : text.slice(start + 1, rangeOf(first)[0])
  const comma = first === undefined ? '' : ','
  return `${text.slice(0, start + 1)}${space}${inserted}${comma}${text.slice(start + 1)}`
}

/** With the white space before it and the comma that it needs no more. */
function cut(text: string, object: ObjectNode, member: MemberNode): string {
  const index = object.members.indexOf(member)
  const [previous, next] = [object.members[index - 1], object.members[index + 1]]
  const [start, end] = rangeOf(member)
  if (previous !== undefined) return text.slice(0, rangeOf(previous)[1]) + text.slice(end)
  if (next === undefined) return text.slice(0, rangeOf(object)[0] + 1) + text.slice(end)
  const space = text.slice(rangeOf(object)[0] + 1, start)
  return text.slice(0, start - space.length) + text.slice(text.indexOf(',', end) + 1)
}

function memberOf(object: ObjectNode, name: string): MemberNode | undefined {
  return object.members.find(({ name: node }) => node.type === 'String' && node.value === name)
}

function rangeOf(node: ObjectNode | MemberNode): Whole {
  return node.range ?? [0, 0]
}

function read(text: string): ObjectNode | Refusal<'unreadable_file'> {
  try {
    const { body } = parse(text, { ranges: true })
    if (body.type === 'Object') return body
  } catch {
    // It is said below.
  }
  return refuse('unreadable_file', 'It is not the JSON that its program writes.', 'Look at it, and mend it.')
}

function unlike({ object, name }: Member): Refusal<'taken'> {
  return refuse(
    'taken',
    `It says something else for "${name}" in "${object}" already.`,
    'Take that out if it is to be Latchkey.',
  )
}
