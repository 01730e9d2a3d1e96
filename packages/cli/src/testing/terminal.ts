/** `latchkey` at a desk of the tests, at noon: no terminal, no person and no network but those of the scene. */
import { tmpdir } from 'node:os'
import type { Machine } from '@latchkey/client'
import { type Played, play as playProgram, type Scene } from '../../../protocol/src/command/testing/play.ts'
import type { Child, Desk, Ended, Person } from '../desk/index.ts'
import { runChild } from '../desk/run-child.ts'
import { program } from '../index.ts'

export const noon = Date.parse('2026-11-21T12:00:00Z')

export interface AtDesk extends Scene {
  /** Who sits there; nobody unless told. */
  readonly person?: Partial<Person>
  /** The real one, but for its environment, unless told. */
  readonly machine?: Partial<Machine>
  readonly folder?: string
  readonly platform?: NodeJS.Platform
  /** What is piped in, as it comes; the scene's input in one piece unless told. */
  readonly pieces?: readonly Uint8Array[]
  /** What happens when a program is run; it is run, and quiet, unless told. */
  readonly run?: (child: Child) => ReturnType<Desk['run']>
  readonly interruption?: AbortSignal
}

export type { Ended, Played, Scene }

/** Types `words` after `latchkey`, and tells what came of it. */
export function play(words: readonly string[], scene: AtDesk = {}): Promise<Played> {
  const { person, machine, folder = tmpdir(), platform = process.platform } = scene
  const { run = child => runChild(process, { ...child, quiet: true, input: child.input ?? '' }) } = scene
  const never = new AbortController()
  const environment = scene.environment ?? {}
  return playProgram(program, words, { now: noon, ...scene }, terminal => ({
    ...{ ...terminal, folder, platform, run, hostName: 'build-7' },
    ...{ overwrite: () => {}, credentialFound: () => {} },
    pieces: async function* () {
      yield* scene.pieces ?? [new TextEncoder().encode(scene.input)]
    },
    person: {
      ...{ isThere: person !== undefined, openBrowser: async () => false },
      ...{ ask: async () => undefined, askSecret: async () => undefined },
      ...person,
    },
    machine: async () => ({ ...(await import('@latchkey/client')).thisMachine(), environment, ...machine }),
    interruption: () => scene.interruption ?? never.signal,
  }))
}
