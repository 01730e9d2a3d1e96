/** How far it is, in words for whoever waits: `keys: 12000 rows`, `12 of 40 files`. */
export type Progress = (words: string) => void
