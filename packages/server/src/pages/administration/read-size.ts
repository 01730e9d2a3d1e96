/** Sizes as administrators type them: whole numbers of bytes, in powers of 1024. */

const units = ['', 'KiB', 'MiB', 'GiB', 'TiB'] as const

/** Bytes; `null` where nothing was typed, which is no limit; `undefined` where it is no size. */
export function readSize(typed: string): number | null | undefined {
  const text = typed.trim()
  if (text === '') return null
  const [, digits = '', unit = ''] = /^(\d{1,15})\s*([KMGT]iB)?$/i.exec(text) ?? []
  const power = units.findIndex(each => each.toLowerCase() === unit.toLowerCase())
  const bytes = digits === '' ? Number.NaN : Number(digits) * 1024 ** power
  return Number.isSafeInteger(bytes) ? bytes : undefined
}

/** In the largest unit that it is a whole number of, so that it is read back as it was. */
export function writeSize(bytes: number | null): string {
  if (bytes === null) return ''
  const power = bytes === 0 ? 0 : units.findLastIndex((_, each) => bytes % 1024 ** each === 0)
  return `${bytes / 1024 ** power} ${units[power]}`.trim()
}
