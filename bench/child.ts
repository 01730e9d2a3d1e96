/** The work of a program that reads how often to do it, a line each, and answers with the CPU seconds it took. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import type { Run } from './contest.ts'

export function child(command: string, words: readonly string[]): Run {
  const program = spawn(command, words, { stdio: ['pipe', 'pipe', 'inherit'] })
  const answers = createInterface(program.stdout)
  const ended = once(program, 'exit').then(([code]) => {
    throw new Error(`${command} ended with ${code}.`)
  })
  ended.catch(() => undefined)
  return {
    async work(times) {
      program.stdin.write(`${times}\n`)
      const [seconds] = await Promise.race([once(answers, 'line'), ended])
      return Number(seconds)
    },
    stop: () => program.stdin.end(),
  }
}
