/** All text of the pages in one language. English is the shape: what it says, every language says. */
import type { english } from './en/index.ts'

export type Words = typeof english
