/** In which languages people are spoken to, on pages and in mail. */

export const spoken = ['en', 'de'] as const

export type Language = (typeof spoken)[number]

/** The first is spoken to whoever chose none. */
export function readLanguage(text: string | null | undefined): Language | undefined {
  return spoken.find(language => language === text)
}
