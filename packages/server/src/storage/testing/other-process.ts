/**
 * Another process on the same database. Arguments: what it does, the URL.
 *
 * - `migrate`: brings the schema up to date and prints the names of the migrations that it ran, as JSON.
 * - `write`: writes one row after the other and prints the number of each once it is acknowledged, until it is killed.
 * - `hold`: keeps everybody from writing, prints `held`, and lets go when its standard input ends.
 */
import { once } from 'node:events'
import { DatabaseSync } from 'node:sqlite'
import { createManualClock, createSeededRandom } from '../../host/testing.ts'
import { advanceEpoch, openStore } from '../index.ts'

const [task, url = ''] = process.argv.slice(2)
const print = (line: string) => process.stdout.write(`${line}\n`)

async function held(): Promise<void> {
  print('held')
  process.stdin.resume()
  await once(process.stdin, 'end')
}

if (task === 'hold' && url.startsWith('sqlite:')) {
  const database = new DatabaseSync(url.slice('sqlite:'.length))
  database.exec('begin immediate')
  await held()
  database.exec('rollback')
  process.exit(0)
}

const store = await openStore({
  url,
  clock: createManualClock(),
  random: createSeededRandom(`${process.pid}`),
})

if (task === 'migrate') print(JSON.stringify(await store.migrate()))

if (task === 'hold') {
  await store.write(async transaction => {
    await advanceEpoch(transaction)
    await held()
  })
}

if (task === 'write') {
  for (let number = 0; ; number += 1) {
    const row = {
      name: `${process.pid}-${number}`,
      kind: 'reserved',
      owner_id: null,
      created_at: number,
    } as const
    await store.write(transaction => transaction.insertInto('names').values(row).execute())
    print(row.name)
  }
}

await store.close()
