/** `latchkey` without a machine, at noon. */
import { type Played, play as playProgram, type Scene } from '../../../protocol/src/command/testing/play.ts'
import { program } from '../index.ts'

export type { Scene }

export const noon = Date.parse('2026-11-21T12:00:00Z')

/** Types `words` after `latchkey`, and tells what came of it. */
export function play(words: readonly string[], scene: Scene = {}): Promise<Played> {
  return playProgram(program, words, { now: noon, ...scene })
}
