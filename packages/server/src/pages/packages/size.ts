/** Sizes as people read them. */
import type { Words } from '../catalogue/index.ts'

/** "8.2 kB": powers of a thousand, as file managers and package indexes write sizes. */
export function sizeInWords({ language }: Words, bytes: number): string {
  const step = Math.min(Math.max(Math.floor(Math.log10(Math.max(bytes, 1)) / 3), 0), 3)
  const unit = (['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const)[step] ?? 'byte'
  const format = new Intl.NumberFormat(language, {
    style: 'unit',
    unit,
    // The short form of bytes is "byte", however many.
    unitDisplay: step === 0 ? 'long' : 'short',
    maximumFractionDigits: 1,
  })
  return format.format(bytes / 1000 ** step)
}
