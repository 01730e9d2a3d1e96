/** Every check, each in its time: those of this machine one after the other, those of the way out beside each other. */
import { withoutSecrets } from '@latchkey/protocol/command'
import { onTheWay, onThisMachine } from './checks/index.ts'
import { type Check, type Finding, problem } from './finding.ts'
import type { Place } from './place.ts'

export interface Examined extends Finding {
  readonly check: string
  /** What was done about it. */
  readonly fixed?: string
}

/** Milliseconds for one check. */
const patience = 10_000

export async function examine(
  place: Place,
  { fix, within = patience }: { readonly fix: boolean; readonly within?: number },
): Promise<readonly Examined[]> {
  const found: Examined[] = []
  // The first looks before the second opens what it looks at.
  for (const check of onThisMachine) found.push(...(await examined(check, place, within)))
  const others = await Promise.all(onTheWay.map(check => examined(check, place, within)))
  found.push(...others.flat())
  return fix ? Promise.all(found.map(mended)) : found
}

async function examined(check: Check, place: Place, within: number): Promise<readonly Examined[]> {
  const { clock } = place.machine
  const over = new AbortController()
  const tooLong = clock.sleep(within, over.signal).then(() => [
    problem(`It did not come to an end in ${within / 1_000} s.`, {
      repair: 'Run it again: latchkey doctor',
    }),
  ])
  const findings = await Promise.race([check.look(place).catch(asFinding), tooLong])
  over.abort()
  return findings.map(finding => ({ check: check.name, ...withoutTheirs(finding) }))
}

/** A variable that holds an address may hold a password in it. */
function withoutTheirs({ message, repair, ...finding }: Finding): Finding {
  return {
    ...{ ...finding, message: withoutSecrets(message) },
    ...(repair !== undefined && { repair: withoutSecrets(repair) }),
  }
}

/** What the machine refused (a folder that cannot be entered) is a finding, too. */
function asFinding(thrown: unknown): readonly Finding[] {
  const code = thrown instanceof Error && 'code' in thrown ? ` (${thrown.code})` : ''
  return [
    problem(`It could not be looked at${code}.`, {
      repair: 'See that you may read it, then run: latchkey doctor',
    }),
  ]
}

async function mended(found: Examined): Promise<Examined> {
  if (found.fix === undefined) return found
  try {
    return { ...found, fixed: await found.fix() }
  } catch {
    return found
  }
}
