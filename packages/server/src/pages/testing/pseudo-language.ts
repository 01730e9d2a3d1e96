/** A language in which every text of the catalogue stands in ⟦ ⟧: what is shown outside of them was written elsewhere. */
import { english } from '../catalogue/en/index.ts'
import type { Words } from '../catalogue/index.ts'
import { html } from '../layout/markup.ts'

/** "No linguistic content" (ISO 639-2): nobody's browser asks for it. */
export const pseudo: Words = { ...(wrapped(english) as Words), language: 'zxx', locale: 'en-GB', name: 'zxx' }

function wrapped(value: unknown): unknown {
  if (typeof value === 'string') return `⟦${value}⟧`
  if (typeof value === 'function') return (...parts: unknown[]) => wrapped(value(...parts))
  if (Array.isArray(value)) return value.map(wrapped)
  if (typeof value !== 'object' || value === null) return value
  if (value instanceof String || value instanceof Promise) return html`⟦${value}⟧`
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, wrapped(each)]))
}
