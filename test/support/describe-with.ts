/** Tests that run the programs of others; where one is missing they are skipped, and their name says how to get it. */
import { describe } from 'vitest'
import { requireTool, type Tool } from './tools.ts'

export function describeWith(tools: readonly Tool[], name: string, body: () => void): void {
  const missing = tools.flatMap(tool => requireTool(tool) ?? [])
  if (missing.length === 0) describe(name, body)
  else describe.skip(`${name} (${missing.join('; ')})`, body)
}
