/** The languages of the pages. A new one is a folder beside these and a line here. */
import { german } from './de/index.ts'
import { english } from './en/index.ts'
import type { Words } from './words.ts'

/** The first is spoken where nobody asks for another. */
export const languages: readonly Words[] = [english, german]

export function byLanguage(language: string): Words | undefined {
  return languages.find(each => each.language === language)
}
