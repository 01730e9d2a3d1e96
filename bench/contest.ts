/** Measures contestants against each other: in rounds that take turns, by CPU time, the best round counting. */

/** Does something `times` times and gives the CPU seconds, user and system, that it took. */
export type Work = (times: number) => number | Promise<number>

export interface Contestant {
  readonly name: string
  /** What is inside the measured work, and how it is run. */
  readonly includes: string
  /** The work, or what to type to have it. */
  readonly start: () => Promise<Run | { readonly missing: string }>
}

export interface Run {
  readonly work: Work
  /** CPU seconds of a round, where the usual ones are too few to tell the work from what else is done meanwhile. */
  readonly seconds?: number
  readonly stop?: () => void
}

export interface Row {
  readonly name: string
  readonly includes: string
  readonly opsPerSecond?: number
  readonly missing?: string
}

const rounds = 10
const secondsOfARound = 0.2

/** Wall time would measure whatever else the machine does, and the first rounds a compiler at work. */
export async function contest(contestants: readonly Contestant[]): Promise<readonly Row[]> {
  const runs: (Run | { readonly missing: string })[] = []
  // One after the other: none is warmed up, or learns what it costs when idle, while another is at work.
  for (const { start } of contestants) runs.push(await start())
  const best = new Map<Run, number>()
  const times = new Map<Run, number>()
  for (const run of runs) if ('work' in run) times.set(run, await enough(run))
  for (let round = 0; round < rounds; round++) {
    for (const [run, count] of times) {
      const opsPerSecond = count / (await run.work(count))
      best.set(run, Math.max(best.get(run) ?? 0, opsPerSecond))
    }
  }
  return contestants.map(({ name, includes }, i) => {
    const run = runs[i] ?? { missing: 'never started' }
    if ('missing' in run) return { name, includes, missing: run.missing }
    run.stop?.()
    return { name, includes, opsPerSecond: Math.round(best.get(run) ?? 0) }
  })
}

/** How often the work is to be done in a round; finding out warms it up. */
async function enough({ work, seconds = secondsOfARound }: Run): Promise<number> {
  for (let times = 64; ; times *= 2) {
    if ((await work(times)) < seconds / 2) continue
    // Whatever else was done meanwhile, as a collection of all garbage, would make every round a short one.
    const took = await work(times)
    if (took > seconds / 2) return Math.ceil((times * seconds) / took)
  }
}

/** The work of doing `once` in this process. */
export function here(once: () => void): Work {
  return times => {
    const before = process.cpuUsage()
    for (let i = 0; i < times; i++) once()
    const { user, system } = process.cpuUsage(before)
    return (user + system) / 1e6
  }
}
