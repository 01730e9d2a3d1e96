/** Processes as `/proc` shows them. */
import { readFile, readlink } from '../../file-system.ts'
import type { ProcessSource } from './process-source.ts'

export const linux: ProcessSource = {
  async table() {
    try {
      const [boot, namespace] = await Promise.all([
        readFile('/proc/sys/kernel/random/boot_id', 'utf8'),
        // Containers count from 1 each; the kernel, and so the boot, they share.
        readlink('/proc/self/ns/pid'),
      ])
      return `${boot.trim()} ${namespace}`
    } catch {
      return undefined
    }
  },

  async look(pid) {
    let line: string
    try {
      line = await readFile(`/proc/${pid}/stat`, 'utf8')
    } catch (problem) {
      const { code } = problem as NodeJS.ErrnoException
      return code === 'ENOENT' || code === 'ESRCH' ? 'buried' : undefined
    }
    // proc(5): `pid (name) state ...`, and the start as field 22. A name may hold anything, parentheses too.
    const [state, ...fields] = line.slice(line.lastIndexOf(')') + 2).split(' ')
    if (state === 'Z' || state === 'X') return 'dead'
    const start = fields[18]
    return start === undefined ? undefined : { start }
  },
}
