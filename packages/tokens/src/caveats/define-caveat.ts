/** The contract of one kind of caveat, and the law that no two share a tag or a kind. */
import type { Access, LateFact } from '../access.ts'
import type { Refusal } from '../refusal.ts'
import type { Field } from './fields.ts'

/** What one caveat says of one access: it clears; it cannot tell before a fact is known; or why not. */
export type Answer<Code extends string = string> = true | Needs | Refusal<Code>

export interface Needs {
  readonly needs: LateFact
}

export function needs(fact: LateFact): Needs {
  return { needs: fact }
}

type Fields = { readonly [name: string]: Field<unknown> }

/** The caveat as a value: its kind and the values of its fields. */
export type CaveatValue<Kind extends string, F extends Fields> = {
  readonly [Name in 'kind' | keyof F]: Name extends keyof F
    ? F[Name] extends Field<infer Value>
      ? Value
      : never
    : Kind
}

export interface CaveatDefinition<
  Tag extends string | number,
  Kind extends string,
  F extends Fields,
  Code extends string,
> {
  /** The first element on the wire. Numbers are PyPI's; ours are words. Never reused. */
  readonly tag: Tag
  /** Its name in code. */
  readonly kind: Kind
  /** The elements after the tag, in the order of the wire: exactly these, no fewer and no more. */
  readonly fields: F
  /** What it restricts. A caveat about *what* may be done never refuses `identify`. */
  readonly restricts: 'what' | 'when' | 'where' | 'whose'
  /** A caveat over something that the access does not have refuses; over something `pending` it needs. */
  clears(caveat: CaveatValue<Kind, F>, access: Access): Answer<Code>
  /** The restriction in words, a fragment for people: "only version 1.2.3". */
  describe(caveat: CaveatValue<Kind, F>): string
}

export type AnyCaveatDefinition = CaveatDefinition<string | number, string, Fields, string>

/** Declares one kind of caveat; the list in `index.ts` makes it a part of the language. */
export function defineCaveat<
  const Tag extends string | number,
  const Kind extends string,
  F extends Fields,
  const Code extends string,
>(definition: CaveatDefinition<Tag, Kind, F, Code>): CaveatDefinition<Tag, Kind, F, Code> {
  return Object.freeze(definition)
}

/** The caveats of a definition as values; of a union of definitions, their union. */
export type ValueOf<Definition> =
  Definition extends CaveatDefinition<string | number, infer Kind, infer F, string>
    ? CaveatValue<Kind, F>
    : never

/** The codes of the refusals that a definition may answer. */
export type CodeOf<Definition> = Definition extends { clears(...input: never): Answer<infer Code> }
  ? Code
  : never

type Distinct<List> = List extends readonly [...infer Rest extends readonly AnyCaveatDefinition[], infer Last]
  ? Last extends { tag: infer Tag extends string | number; kind: infer Kind extends string }
    ? Tag extends Rest[number]['tag']
      ? `tag ${Tag} is already taken`
      : Kind extends Rest[number]['kind']
        ? `kind ${Kind} is already taken`
        : Distinct<Rest>
    : never
  : unknown

/** The list of a language. A tag or kind used twice does not compile. */
export function caveatList<const List extends readonly AnyCaveatDefinition[]>(
  list: List & Distinct<List>,
): List {
  return list
}
