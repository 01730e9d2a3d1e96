/** How much memory a process has, and has had at most (Linux). */
import { existsSync, readFileSync } from 'node:fs'

/** Whether this system says. */
export const memoryIsTold = existsSync('/proc/self/status')

/** The most resident memory, in MiB, that the process of `program` has had among `id` and what it started. */
export function peakMemory(id: number, program: string): number {
  const found = family(id).find(each => readFileSync(`/proc/${each}/cmdline`, 'utf8').includes(program))
  return memory(found, 'VmHWM')
}

/** The resident memory, in MiB, that a process has now. */
export function residentMemory(id: number): number {
  return memory(id, 'VmRSS')
}

function memory(id: number | undefined, line: 'VmHWM' | 'VmRSS'): number {
  const status = readFileSync(`/proc/${id}/status`, 'utf8')
  return Number(new RegExp(`^${line}:\\s+(\\d+) kB$`, 'm').exec(status)?.[1]) / 1024
}

/** A process after those that it started: the last are the most likely to do the work. */
function family(id: number): readonly number[] {
  const children = readFileSync(`/proc/${id}/task/${id}/children`, 'utf8').split(' ').filter(Boolean)
  return [...children.flatMap(child => family(Number(child))), id]
}
