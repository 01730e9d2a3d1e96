/** Declares messages as their `.proto` does, and has both directions of each from the one declaration. */
import { refused } from '@latchkey/tokens'
import {
  type Malformed,
  malformed,
  readFields,
  readPacked,
  type TakeValue,
  type WireValue,
} from './reader.ts'
import { createWriter, type Writer } from './writer.ts'

/** What a value is like between its tag and the next. */
export interface Type<T> {
  write(writer: Writer, field: number, value: T): void
  read(value: WireValue): T | Malformed
}

export interface Message<T> extends Type<T> {
  encode(value: T): Uint8Array
  /** Refuses what is cut off, of another type, missing, or given twice. Fields that nobody here knows are passed over. */
  decode(bytes: Uint8Array): T | Malformed
}

/** One field of a message: every value that the wire has under its number, and the property that they make. */
export interface Field<T> {
  readonly number: number
  /** Whether it may be there more than once. */
  readonly several: boolean
  write(writer: Writer, value: T): void
  read(values: readonly WireValue[]): T | Malformed
}

export const bytes: Type<Uint8Array> = {
  write: (writer, field, value) => writer.bytes(field, value),
  read: value => (value instanceof Uint8Array ? value : otherType),
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

export const text: Type<string> = {
  write: (writer, field, value) => writer.text(field, value),
  read(value) {
    if (!(value instanceof Uint8Array)) return otherType
    try {
      return utf8.decode(value)
    } catch {
      return malformed('a text in it is not UTF-8')
    }
  },
}

export const number: Type<number> = {
  write: (writer, field, value) => writer.number(field, value),
  read: value => (typeof value === 'number' ? value : otherType),
}

export const flag: Type<boolean> = {
  write: (writer, field, value) => writer.number(field, value ? 1 : 0),
  read: value => (value === 0 || value === 1 ? value === 1 : otherType),
}

export function required<T>(field: number, type: Type<T>): Field<T> {
  return {
    number: field,
    several: false,
    write: (writer, value) => type.write(writer, field, value),
    read: ([value]) =>
      value === undefined ? malformed(`field ${field} of a message is missing`) : type.read(value),
  }
}

export function optional<T>(field: number, type: Type<T>): Field<T | undefined> {
  return {
    number: field,
    several: false,
    write(writer, value) {
      if (value !== undefined) type.write(writer, field, value)
    },
    read: values => (values.length === 0 ? undefined : type.read(values[0])),
  }
}

export function repeated<T>(field: number, type: Type<T>): Field<readonly T[]> {
  return {
    number: field,
    several: true,
    write(writer, values) {
      for (const value of values) type.write(writer, field, value)
    },
    read: values => readEach(values, type.read),
  }
}

/** Numbers in one piece; a reader takes them one by one too, as the format demands. */
export function packed(field: number): Field<readonly number[]> {
  return {
    number: field,
    several: true,
    write(writer, values) {
      if (values.length === 0) return
      writer.piece(field, () => {
        for (const value of values) writer.bare(value)
      })
    },
    read: values => {
      const pieces = readEach(values, value =>
        value instanceof Uint8Array ? readPacked(value) : readEach([value], number.read),
      )
      return refused(pieces) ? pieces : pieces.flat()
    },
  }
}

/** The properties that these fields make. */
export type Values<Fields> = {
  readonly [Name in keyof Fields]: Fields[Name] extends Field<infer T> ? T : never
}

// biome-ignore lint/suspicious/noExplicitAny: any field at all; `Values` tells of each what it holds.
export function message<Fields extends Readonly<Record<string, Field<any>>>>(
  fields: Fields,
): Message<Values<Fields>> {
  const entries = Object.entries(fields)
  const write = (writer: Writer, value: Values<Fields>) => {
    for (const [name, field] of entries) field.write(writer, value[name])
  }

  function decode(encoded: Uint8Array): Values<Fields> | Malformed {
    const collected = entries.map(([name, field]) => ({ name, field, given: [] as WireValue[] }))
    const takers = new Map(collected.map(({ field, given }) => [field.number, takerOf(field, given)]))
    const objection = readFields(encoded, takers)
    if (objection !== undefined) return objection
    const values: Record<string, unknown> = {}
    for (const { name, field, given } of collected) {
      const value = field.read(given)
      if (refused(value)) return value as Malformed
      values[name] = value
    }
    return values as Values<Fields>
  }

  return {
    encode(value) {
      const writer = createWriter()
      write(writer, value)
      return writer.finish()
    },
    decode,
    write: (writer, field, value) => writer.piece(field, () => write(writer, value)),
    read: value => (value instanceof Uint8Array ? decode(value) : otherType),
  }
}

function takerOf({ several }: Pick<Field<unknown>, 'several'>, given: WireValue[]): TakeValue {
  return value => {
    if (!several && given.length > 0) return twice
    given.push(value)
    return undefined
  }
}

function readEach<T>(
  values: readonly WireValue[],
  read: (value: WireValue) => T | Malformed,
): readonly T[] | Malformed {
  const all: T[] = []
  for (const value of values) {
    const one = read(value)
    if (refused(one)) return one as Malformed
    all.push(one)
  }
  return all
}

const otherType = malformed('a field holds something of another type')
const twice = malformed('a field that there may be once is given twice')
