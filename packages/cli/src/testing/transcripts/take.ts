/** What is typed for a transcript: a command line, where, and what is shown of it. */
import type { Home } from '../at-a-latchkey.ts'
import type { AtDesk } from '../terminal.ts'
import type { Stage } from './stage.ts'

export interface Take {
  /** Its heading: what is so where it is typed. */
  readonly title: string
  /** What is typed after `latchkey`; `--json` goes behind it, or where a word of it says `[--json]`. `ORIGIN` is the registry. */
  readonly words: readonly string[]
  /** A home of its own for every time it is typed: acme's owner is logged in there, unless told. */
  readonly at?: (stage: Stage) => Promise<Home>
  /** What is so at that home. */
  readonly scene?: (home: Home, stage: Stage) => AtDesk | Promise<AtDesk>
}

/** Of one command: when it does what it is for, and when it does not. */
export interface Takes {
  readonly done: readonly [Take, ...Take[]]
  readonly refused: readonly [Take, ...Take[]]
  /** It writes what another program reads, in that program's own form. */
  readonly speaks?: 'a protocol'
}

/** Nobody ever logged in there. */
export const emptyHome = async (stage: Stage): Promise<Home> => stage.emptyHome()

/** Acme's owner is logged in there, and nowhere else by the same login. */
export const homeOfItsOwn = (stage: Stage): Promise<Home> => stage.homeOf('owner')

/** A scene where this is piped in. */
export const piped = (input: string) => () => ({
  input,
  pieces: [new TextEncoder().encode(input)],
})
