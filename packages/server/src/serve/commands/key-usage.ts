/** `latchkey-server key usage`: what a key was used for, by day, and what was published with it. */
import { defineCommand } from '@latchkey/protocol/command'
import { refuse } from '@latchkey/tokens'
import type { Usage } from '../../keys/index.ts'
import { withExistingRooms } from '../with-rooms.ts'
import { everyItem } from './every-item.ts'
import { instant, keyData } from './key-data.ts'

export const command = defineCommand({
  name: 'key usage',
  about:
    'Tells what a key was used for, the newest day first: how often, for what, with which client and from which\n' +
    'network; and what was published with it and is still there.',
  examples: [
    'npx latchkey-server key usage 3q2-7wAAAAAAAAAAAAAAAA',
    'npx latchkey-server key usage 3q2-7wAAAAAAAAAAAAAAAA --json',
  ],
  operands: ['ID'],
  options: {},
  async run(_, terminal, [id = '']) {
    return withExistingRooms(terminal.environment, async ({ keys }) => {
      const key = await keys.byId(id)
      if (key === undefined)
        return refuse('unknown_key', 'There is no such key.', 'List the keys to see which there are.')
      const usage = await everyItem(page => keys.usage(id, page))
      const published = await everyItem(page => keys.publishedWith(id, page))
      return {
        data: {
          key: keyData(key),
          usage: usage.map(({ day, ...use }) => ({ day: dayOf(day), ...use })),
          published: published.map(({ createdAt, ...file }) => ({ ...file, createdAt: instant(createdAt) })),
        },
        text: [
          usage.length === 0 ? 'It was not used.' : table(usage),
          ...published.map(file => `published ${file.package} ${file.version}: ${file.filename}`),
        ].join('\n'),
      }
    })
  },
})

/** `2026-01-01` */
function dayOf(milliseconds: number): string {
  return new Date(milliseconds).toISOString().slice(0, 10)
}

function table(usage: readonly Usage[]): string {
  const lines = usage.map(({ day, count, action, target = '-', client = '-', network = '-' }) => [
    ...[dayOf(day), `${count} x ${action}`, target, client, network],
  ])
  const widths = lines[0]?.map((_, column) => Math.max(...lines.map(line => line[column]?.length ?? 0))) ?? []
  return lines
    .map(line =>
      line
        .map((word, column) => word.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}
