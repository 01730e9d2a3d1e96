/** A command's transcript: each take typed once for a person and once for a program, and everything that came of it. */
import { dirname } from 'node:path'
import type { Played } from '../terminal.ts'
import { masked } from './masked.ts'
import type { Stage } from './stage.ts'
import type { Take } from './take.ts'

export interface Typed {
  readonly typed: string
  readonly played: Played
}

/** For a person, then for a program, each in a home of its own. */
export async function play(take: Take, stage: Stage): Promise<readonly [Typed, Typed]> {
  return [await playOnce(take, stage, false), await playOnce(take, stage, true)]
}

async function playOnce({ words, at, scene }: Take, stage: Stage, json: boolean): Promise<Typed> {
  const home = await (at?.(stage) ?? stage.sharedHomeOf('owner'))
  const there = await scene?.(home, stage)
  const place = words.includes('[--json]') ? words : [...words, '[--json]']
  const line = place.flatMap(word => (word !== '[--json]' ? [word] : json ? ['--json'] : []))
  const here = line.map(word => word.replace('ORIGIN', stage.origin))
  const { exitCode, output, said } = await home.play(here, there)
  const differing = { origin: stage.origin, home: dirname(home.folder) }
  const pipe = there?.input === undefined && there?.pieces === undefined ? '' : ' < input.txt'
  return {
    typed: masked(`latchkey ${here.map(quoted).join(' ')}${pipe}`, differing),
    played: { exitCode, output: masked(output, differing), said: masked(said, differing) },
  }
}

/** What went to standard error is marked and stands first; the exit code stands in brackets at the end. */
export function written({ title }: Take, runs: readonly Typed[]): string {
  const blocks = runs.map(({ typed, played: { output, said, exitCode } }) =>
    [
      `$ ${typed}`,
      ...lines(said).map(line => `2> ${line}`.trimEnd()),
      ...lines(output),
      `[${exitCode}]`,
    ].join('\n'),
  )
  return `# ${title}\n\n${blocks.join('\n\n')}\n`
}

function lines(text: string): readonly string[] {
  return text === '' ? [] : text.replace(/\n$/, '').split('\n')
}

function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word}'`
}
