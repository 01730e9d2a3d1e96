/** The drawing in the README is the floor table of `.dependency-cruiser.mjs`, drawn. */
import { writeFileSync } from 'node:fs'
import { read } from '../repository.ts'

type Table = Readonly<Record<string, readonly string[]>>

const page = 'README.md'
const place = /(<!-- drawing: floors -->\n)[\s\S]*?(<!-- end of drawing -->)/

export async function drawing({ write }: { write: boolean }): Promise<readonly string[]> {
  const { packages, rooms }: { packages: Table; rooms: Table } = await import(
    `${process.cwd()}/.dependency-cruiser.mjs`
  )
  const before = read(page)
  if (!place.test(before)) return [`${page} has no place for the drawing: <!-- drawing: floors -->.`]
  const after = before.replace(place, (_, opening, closing) => opening + draw(packages, rooms) + closing)
  if (after === before) return []
  if (!write) return [`${page} draws another floor table than the one in force. npm run check -- --write`]
  writeFileSync(page, after)
  return []
}

function draw(packages: Table, rooms: Table): string {
  return [
    '```mermaid',
    'flowchart TD',
    '  subgraph server',
    ...arrows(rooms).map(arrow => `  ${arrow}`),
    '  end',
    ...arrows(packages),
    '```',
    '',
  ].join('\n')
}

/** An arrow that follows from others is left out: where a leads to b and b to c, a to c says nothing new. */
function arrows(table: Table): readonly string[] {
  return Object.entries(table).flatMap(([from, below]) => {
    const further = new Set(below.flatMap(each => [...reachable(table, each)]))
    const nearest = below.filter(each => !further.has(each))
    return nearest.length === 0 ? [] : [`  ${from} --> ${nearest.join(' & ')}`]
  })
}

function reachable(table: Table, from: string): ReadonlySet<string> {
  const below = table[from] ?? []
  return new Set([...below, ...below.flatMap(each => [...reachable(table, each)])])
}
