/** What a key may do, in words: the phrases that mail says it with, too. In German. */
import { germanPhrases } from '@latchkey/tokens'
import type { Words } from '../words.ts'

export const caveats: Words['caveats'] = {
  ...germanPhrases,
  mayDo: rows => `Dieser Schlüssel darf ${rows.join('; außerdem darf er ')}.`,
}
