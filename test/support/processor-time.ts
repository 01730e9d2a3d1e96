/** How long work takes, whatever else the machine does meanwhile. */

/** Milliseconds that this thread worked; what it waited for, and for how long it was kept waiting, does not count. */
export async function processorTime(work: () => unknown): Promise<number> {
  const began = process.threadCpuUsage()
  await work()
  return since(began)
}

/** The same of work that is done when it returns. */
export function processorTimeOf(work: () => void): number {
  const began = process.threadCpuUsage()
  work()
  return since(began)
}

function since(began: NodeJS.CpuUsage): number {
  const { user, system } = process.threadCpuUsage(began)
  return (user + system) / 1_000
}
