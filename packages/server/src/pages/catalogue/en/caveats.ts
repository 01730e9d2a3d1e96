/** What a key may do, in words: the phrases that the room of keys says it with. */
import { type CaveatPhrases, englishPhrases } from '@latchkey/tokens'

export const caveats: CaveatPhrases & { readonly mayDo: (rows: readonly string[]) => string } = {
  ...englishPhrases,
  /** "This key may publish pypi:acme/widget; and may read everything in pypi:acme." */
  mayDo: rows => `This key may ${rows.join('; and may ')}.`,
}
