/** Reads, writes and describes the caveats of one list. */
import { encodeUtf8 } from '../bytes.ts'
import { type Refusal, refuse, refused } from '../refusal.ts'
import { quoted } from '../wording.ts'
import type { AnyCaveatDefinition } from './define-caveat.ts'
import { malformed, readArray, readUtf8 } from './json.ts'

export type CaveatReadingCode = 'caveat_malformed' | 'caveat_unknown'

export interface Language<Caveat> {
  /** A caveat as it stands in a token, or which byte, tag or field this language does not know. */
  readCaveat(bytes: Uint8Array): Caveat | Refusal<CaveatReadingCode>
  /** A caveat made of what people typed, as it will be read back; or why nobody could read it. */
  checkCaveat(caveat: Caveat): Caveat | Refusal<CaveatReadingCode>
  /** The bytes to put into a token, or why nobody could read them. */
  packCaveat(caveat: Caveat): Uint8Array | Refusal<CaveatReadingCode>
  /** The same. Throws on a caveat that `checkCaveat` refuses: nobody could ever use it. */
  writeCaveat(caveat: Caveat): Uint8Array
  /** The caveats stored in a row: an array of them, as JSON text or already parsed. */
  readCaveats(row: unknown): readonly Caveat[] | Refusal<CaveatReadingCode>
  /** The JSON text to store in a row. Throws like `writeCaveat`. */
  writeCaveats(caveats: readonly Caveat[]): string
  /** The restriction in words, a fragment for people. */
  describeCaveat(caveat: Caveat): string
  /** The definition behind a caveat. */
  definitionOf(caveat: Caveat): AnyCaveatDefinition
}

/** The language of a list of definitions, whose values are `Caveat`. */
export function createLanguage<Caveat extends { readonly kind: string }>(
  list: readonly AnyCaveatDefinition[],
): Language<Caveat> {
  const byTag = new Map(
    list.map(definition => [
      definition.tag as unknown,
      { definition, fields: Object.entries(definition.fields) },
    ]),
  )
  const byKind = new Map<string, AnyCaveatDefinition>(list.map(definition => [definition.kind, definition]))

  function definitionOf(caveat: Caveat): AnyCaveatDefinition {
    const definition = byKind.get(caveat.kind)
    if (definition === undefined) throw new TypeError(`There is no caveat of kind ${quoted(caveat.kind)}.`)
    return definition
  }

  function readElements(elements: readonly unknown[]): Caveat | Refusal<CaveatReadingCode> {
    const found = byTag.get(elements[0])
    if (found === undefined) return unknownTag(elements[0])
    const { definition, fields } = found
    const count = elements.length - 1
    if (count !== fields.length) {
      return malformed(`${definition.kind} takes ${fields.length} fields and has ${count}`)
    }
    const caveat: Record<string, unknown> = { kind: definition.kind }
    let at = 0
    for (const [name, field] of fields) {
      at += 1
      const value = field.read(elements[at])
      if (refused(value)) return malformed(`the field ${name} of ${definition.kind} is wrong`, value.message)
      caveat[name] = value
    }
    return caveat as Caveat
  }

  function writeElements(caveat: Caveat): readonly unknown[] {
    const definition = definitionOf(caveat)
    const fields = Object.entries(definition.fields)
    return [definition.tag, ...fields.map(([name, field]) => field.write(caveat[name as keyof Caveat]))]
  }

  function readCaveat(bytes: Uint8Array): Caveat | Refusal<CaveatReadingCode> {
    const text = readUtf8(bytes)
    if (refused(text)) return text
    const elements = readArray(text)
    return refused(elements) ? elements : readElements(elements)
  }

  function checkCaveat(caveat: Caveat): Caveat | Refusal<CaveatReadingCode> {
    return readCaveat(encodeUtf8(JSON.stringify(writeElements(caveat))))
  }

  function packCaveat(caveat: Caveat): Uint8Array | Refusal<CaveatReadingCode> {
    const checked = checkCaveat(caveat)
    return refused(checked) ? checked : encodeUtf8(JSON.stringify(writeElements(checked)))
  }

  function writeCaveat(caveat: Caveat): Uint8Array {
    const bytes = packCaveat(caveat)
    if (refused(bytes)) throw new TypeError(bytes.message)
    return bytes
  }

  return {
    readCaveat,
    checkCaveat,
    packCaveat,
    writeCaveat,
    readCaveats(row) {
      const rows =
        typeof row === 'string' ? readArray(row) : Array.isArray(row) ? row : malformed('it is not an array')
      if (refused(rows)) return rows
      const caveats: Caveat[] = []
      for (const elements of rows) {
        const caveat = Array.isArray(elements) ? readElements(elements) : malformed('it is not an array')
        if (refused(caveat)) return caveat
        caveats.push(caveat)
      }
      return caveats
    },
    writeCaveats(caveats) {
      caveats.forEach(writeCaveat)
      return JSON.stringify(caveats.map(writeElements))
    },
    describeCaveat: caveat => definitionOf(caveat).describe(caveat as never),
    definitionOf,
  }
}

function unknownTag(tag: unknown): Refusal<CaveatReadingCode> {
  if (typeof tag !== 'string' && typeof tag !== 'number') return malformed('it does not begin with a tag')
  return refuse(
    'caveat_unknown',
    `This token has a restriction that is not known here, ${quoted(String(tag))}, so it allows nothing.`,
    'Update what checks the token, or have one made without that restriction.',
  )
}
