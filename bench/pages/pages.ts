/** What each page costs the server, with 10,000 keys and 1,000,000 events behind it; beside HTML that comes from memory. */
import { mark, script, style } from '../../packages/server/src/pages/assets.ts'
import type { Comparison } from '../comparison.ts'
import type { Row } from '../contest.ts'
import { serve } from '../servers/load.ts'
import type { PagesUnderMeasurement } from './latchkey.ts'
import { measurePage, type PageCost, warmUp } from './measure-page.ts'

const rival = 'bare Hono, from memory'

/** Milliseconds of CPU that no page may take at the median, and bytes that nobody's first page may have in all. */
const goal = { milliseconds: 5, bytes: 60_000 }

const costs = new Map<string, PageCost>()

export const pages: Comparison = {
  about:
    'Every page, over one connection, by an owner and administrator with 10,000 keys, 1,000,000 events, 10,000 accounts and 1,000 packages on SQLite: medians, CPU time of the server.',
  against: rival,
  contestants: [],
  async measure() {
    const { program, about } = await serve<PagesUnderMeasurement>(new URL('latchkey.ts', import.meta.url))
    // A server that has been up for a while: what pages share was compiled by the others.
    for (const { path } of about.pages) await warmUp(`${about.origin}${path}`, about.cookie)
    for (const { route, path } of about.pages) {
      const cost = await measurePage(program, `${about.origin}${path}`, about.cookie)
      if (cost.status === 200) costs.set(route, cost)
    }
    program.kill()
    const bytes = Math.max(...[...costs.values()].map(each => each.bytes))
    const memory = await serve<{ origin: string }>(new URL('from-memory.ts', import.meta.url), [`${bytes}`])
    const bare = await measurePage(memory.program, `${memory.about.origin}/`)
    memory.program.kill()
    return [row(rival, bare), ...[...costs].map(([route, cost]) => row(route, cost))]
  },
  async facts() {
    const slow = [...costs].filter(([, { milliseconds }]) => milliseconds > goal.milliseconds)
    const once = [style, script, mark].reduce((sum, { content }) => sum + Buffer.byteLength(content), 0)
    const heavy = [...costs].filter(([, { bytes }]) => bytes + once > goal.bytes)
    return [
      `Over ${goal.milliseconds} ms: ${names(slow)}. Looked at: ${costs.size} pages.`,
      `Style, script and mark, once for all pages: ${inKilobytes(once)}. Over ${inKilobytes(goal.bytes)} with them: ${names(heavy)}.`,
    ]
  },
}

function row(name: string, { milliseconds, bytes }: PageCost): Row {
  return { name, includes: inKilobytes(bytes), opsPerSecond: Math.round(1000 / milliseconds) }
}

const names = (found: readonly (readonly [string, PageCost])[]) =>
  found.length === 0 ? 'none' : found.map(([name]) => name).join(', ')

const inKilobytes = (bytes: number) => `${(bytes / 1000).toFixed(1)} kB`
