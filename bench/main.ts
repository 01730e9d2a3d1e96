/**
 * `npm run bench`: what can be compared. `npm run bench -- NAME`: the comparison as a table, or with `--json` as
 * `{"rows":[{"name","opsPerSecond"}]}`.
 */
import { comparisons } from './comparisons.ts'
import { contest } from './contest.ts'
import { table } from './table.ts'

const words = process.argv.slice(2)
const json = words.includes('--json')
const [name] = words.filter(word => word !== '--json')

if (name === undefined) {
  console.log('npm run bench -- NAME, where NAME is one of\n')
  for (const [name, { about }] of Object.entries(comparisons)) console.log(`  ${name.padEnd(10)} ${about}`)
} else if (Object.hasOwn(comparisons, name)) {
  const { about, against, contestants, measure, facts } = comparisons[name] as (typeof comparisons)[string]
  const rows = (await measure?.()) ?? (await contest(contestants))
  if (json) {
    const measured = rows.filter(row => row.opsPerSecond !== undefined)
    console.log(JSON.stringify({ rows: measured.map(({ name, opsPerSecond }) => ({ name, opsPerSecond })) }))
  } else {
    console.log(`${about}\n\n${table(rows, against)}`)
    for (const fact of (await facts?.()) ?? []) console.log(`\n${fact}`)
  }
} else {
  console.error(`There is no comparison named ${name}. npm run bench lists them.`)
  process.exitCode = 1
}
