/** The form of a word that a count takes in a language. */

export interface Forms {
  readonly one: string
  readonly other: string
}

/** English and German tell one from all others, zero among them. */
export function pluralsOf(language: string): (count: number, forms: Forms) => string {
  const rules = new Intl.PluralRules(language)
  return (count, { one, other }) => (rules.select(count) === 'one' ? one : other)
}
