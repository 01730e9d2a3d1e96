/** The bytes that say what follows (Erlang's External Term Format, version 131). */

export const version = 131

/** Those that are read; of them only the newest form of each kind is written. */
export const tags = {
  newFloat: 70,
  smallInteger: 97,
  integer: 98,
  atom: 100,
  nil: 106,
  string: 107,
  list: 108,
  binary: 109,
  smallBig: 110,
  smallAtom: 115,
  map: 116,
  atomUtf8: 118,
  smallAtomUtf8: 119,
} as const

/** Those that are not, by name, so that whoever sends one is told what it was. */
export const refusedTags: ReadonlyMap<number, string> = new Map([
  [77, 'a bitstring'],
  [80, 'a compressed term'],
  [82, 'an atom of a cache'],
  [88, 'a process'],
  [89, 'a port'],
  [90, 'a reference'],
  [99, 'a float in the form of before 2006'],
  [101, 'a reference'],
  [102, 'a port'],
  [103, 'a process'],
  [104, 'a tuple'],
  [105, 'a tuple'],
  [111, 'a very large number'],
  [112, 'a function'],
  [113, 'a function'],
  [114, 'a reference'],
  [117, 'a function'],
  [120, 'a port'],
  [121, 'a term of that machine alone'],
])
